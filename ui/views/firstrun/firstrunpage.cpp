// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/firstrun/firstrunpage.h"

#include "actions/registry.h"
#include "base/text.h"
#include "theme/shapes.h"
#include "theme/theme.h"
#include "widgets/banner.h"
#include "widgets/label.h"

#include <QDir>
#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace plumb::ui {

namespace {

class Picture : public QWidget
{
public:
    explicit Picture(Shape shape)
        : m_shape(shape)
    {
        setFixedSize(48, 48);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintShape(&painter, rect().adjusted(4, 4, -4, -4), m_shape, theme().info.ink);
    }

private:
    Shape m_shape;
};

QVBoxLayout* card(QHBoxLayout* row, Shape shape, const QString& title, const QString& sentence)
{
    auto* frame = new QFrame;
    frame->setObjectName(u"card"_s);
    frame->setAccessibleName(title);
    frame->setMaximumWidth(340);
    frame->setMinimumWidth(250);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    column->addWidget(new Picture(shape));
    auto* heading = new Label(title, LabelStyle::Title);
    column->addWidget(heading);
    auto* text = new Label(sentence, LabelStyle::Muted);
    text->setWordWrap(true);
    column->addWidget(text);
    row->addWidget(frame, 100);
    return column;
}

} // namespace

QString nameFor(const QString& location)
{
    auto text = location.trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    auto name = text.mid(text.lastIndexOf(QLatin1Char('/')) + 1);
    name = name.mid(name.lastIndexOf(u':') + 1);
    if (name.endsWith(u".git"))
        name.chop(4);
    QString clean;
    for (const auto c : name)
        clean += c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.' ? c : QChar(u'-');
    return clean;
}

FirstRunPage::FirstRunPage(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_location(new QLineEdit)
    , m_open(new QPushButton(tr("Open repository")))
    , m_browse(new QPushButton(tr("Browse…")))
    , m_find(new QPushButton(tr("Find applications…")))
    , m_use(new QPushButton(tr("Add application…")))
    , m_sandbox(new QPushButton(tr("Try the sandbox")))
    , m_contexts(new Label({}, LabelStyle::Small))
    , m_error(new Label({}, LabelStyle::Muted))
    , m_problems(new Banner(Role::Warn))
{
    setAccessibleName(tr("Welcome"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(40, 24, 40, 24);
    column->addWidget(m_problems);
    column->addStretch(2);
    auto* title = new Label(tr("See what is true, and what leans"), LabelStyle::Title);
    title->setAlignment(Qt::AlignCenter);
    column->addWidget(title);
    auto* under = new Label(tr("Git history and live Kubernetes state on one screen. Nothing is "
                               "contacted until you ask for it."),
                            LabelStyle::Muted);
    under->setAlignment(Qt::AlignCenter);
    column->addWidget(under);
    column->addSpacing(24);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addStretch(1);

    auto* first = card(row, Shape::Repository, tr("Open a repository"),
                       tr("A clone on this computer or a URL. Your work tree is never touched: "
                          "Plumbline keeps a mirror of its own."));
    m_location->setPlaceholderText(tr("Path or URL"));
    m_location->setAccessibleName(tr("Path or URL of a repository"));
    m_location->setMaxLength(4096);
    m_error->setWordWrap(true);
    m_error->hide();
    first->addWidget(m_location);
    first->addWidget(m_error);
    first->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_browse);
    first->addLayout(buttons);

    auto* second = card(row, Shape::Cluster, tr("Use your kubeconfig"),
                        tr("An application joins a folder of a repository with a context. These "
                           "contexts are known; none was contacted."));
    m_contexts->setWordWrap(true);
    second->addWidget(m_contexts);
    second->addStretch(1);
    second->addWidget(m_find);
    second->addWidget(m_use);

    auto* third = card(row, Shape::Sandbox, tr("Try the sandbox"),
                       tr("A sample repository and a simulated cluster, all on this computer. "
                          "Everything can be tried in it, and reset."));
    third->addStretch(1);
    m_sandbox->setProperty("primary", true);
    third->addWidget(m_sandbox);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);

    connect(m_open, &QPushButton::clicked, this, &FirstRunPage::open);
    connect(m_location, &QLineEdit::returnPressed, this, &FirstRunPage::open);
    connect(m_location, &QLineEdit::textChanged, this, [this](const QString& text) {
        explain(m_open, text.trimmed().isEmpty() ? tr("Give a path or a URL first.") : QString());
    });
    connect(m_browse, &QPushButton::clicked, this, [this] {
        const auto folder =
            QFileDialog::getExistingDirectory(this, tr("Open a repository"), QDir::homePath());
        if (!folder.isEmpty())
            m_location->setText(folder);
    });
    connect(m_find, &QPushButton::clicked, this, [this] {
        auto location = m_location->text().trimmed();
        if (location.startsWith(u"~/"))
            location = QDir::homePath() + location.mid(1);
        Q_EMIT findWanted(location);
    });
    connect(m_use, &QPushButton::clicked, this, &FirstRunPage::addApplicationWanted);
    connect(m_sandbox, &QPushButton::clicked, this, &FirstRunPage::sandboxWanted);
    explain(m_open, tr("Give a path or a URL first."));
    refresh();
}

void FirstRunPage::refresh()
{
    const auto names = m_services.contextNames();
    QStringList lines;
    for (const auto& name : names.mid(0, 6)) {
        lines << u"• "_s + printable(name, 80);
        for (const auto& file : m_services.namedFiles(name)) {
            if (!file.isBeside)
                lines << tr("names a file elsewhere: %1 (%2)")
                             .arg(printable(file.path, 120), file.key);
        }
    }
    if (names.size() > 6)
        lines << tr("and %n more", nullptr, int(names.size() - 6));
    m_contexts->setText(
        names.isEmpty()
            ? tr("No kubeconfig was found. Set KUBECONFIG or start with --kubeconfig FILE.")
            : lines.join(u'\n'));
    explain(m_find, {},
            tr("Proposes applications from a repository and a cluster; nothing is written yet."));
    explain(m_use, names.isEmpty() ? tr("No context is known: there is no kubeconfig.") : QString(),
            tr("Names a folder of a repository and the cluster it belongs to."));
}

void FirstRunPage::setProblems(const QStringList& problems)
{
    m_problems->say(problems.join(u'\n'));
}

void FirstRunPage::setSandboxOffered(bool offered)
{
    explain(m_sandbox, offered ? QString() : tr("This is the sandbox."),
            tr("Opens the sample in this window."));
}

void FirstRunPage::open()
{
    auto location = m_location->text().trimmed();
    if (location.isEmpty())
        return;
    if (location.startsWith(u"~/"))
        location = QDir::homePath() + location.mid(1);
    workspace::Repository repository;
    repository.location = location;
    repository.name = nameFor(location);
    m_error->hide();
    explain(m_open, tr("The repository is being opened."));
    observe(m_services.addRepository(repository), this,
            [this, name = repository.name](const Result<Unit>& added) {
                explain(m_open, {});
                if (added)
                    return Q_EMIT repositoryAdded(name);
                m_error->setText(added.error().summary);
                m_error->show();
            });
}

void FirstRunPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().base);
}

} // namespace plumb::ui
