// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "dialogs/dialogs.h"

#include "actions/registry.h"
#include "base/text.h"
#include "format/text.h"
#include "theme/theme.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>

namespace plumb::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Dialogs)
};

struct Shell
{
    QDialog* dialog;
    QVBoxLayout* body;
    QPushButton* act;
};

Shell shell(const QString& title, const QString& intro, const QString& act, QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
    dialog->setMinimumWidth(480);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(new Label(title, LabelStyle::Title));
    auto* text = new Label(intro, LabelStyle::Muted);
    text->setWordWrap(true);
    text->setVisible(!intro.isEmpty());
    column->addWidget(text);
    auto* body = new QVBoxLayout;
    body->setSpacing(8);
    column->addLayout(body, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(act.isEmpty() || act == Text::tr("Copy") ? Text::tr("Close")
                                                                            : Text::tr("Cancel"));
    buttons->addWidget(cancel);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QPushButton* button = nullptr;
    if (!act.isEmpty()) {
        button = new QPushButton(act);
        button->setProperty("primary", true);
        button->setDefault(true);
        buttons->addWidget(button);
        QObject::connect(button, &QPushButton::clicked, dialog, &QDialog::accept);
    }
    column->addLayout(buttons);
    return {dialog, body, button};
}

} // namespace

QDialog* confirmRemoteDialog(const QString& repository, const QString& url, QWidget* parent)
{
    auto it = shell(Text::tr("Confirm the remote"),
                    Text::tr("Pushes and rollbacks of %1 go to this address. It comes from the "
                             "settings of your clone; confirm it once.")
                        .arg(printable(repository, 80)),
                    Text::tr("Use this remote"), parent);
    auto* field = new QLineEdit(printable(url, 2000));
    field->setReadOnly(true);
    field->setFont(monoFont());
    field->setAccessibleName(Text::tr("Remote"));
    field->setCursorPosition(0);
    it.body->addWidget(field);
    const auto host = QUrl(url).host();
    const auto at = url.indexOf(u'@'), colon = url.indexOf(u':');
    const auto scp = at > 0 && colon > at ? url.mid(at + 1, colon - at - 1) : QString();
    const auto where = !host.isEmpty() ? host : scp;
    it.body->addWidget(new Label(where.isEmpty() ? Text::tr("A folder of this computer")
                                                 : Text::tr("Host: %1").arg(printable(where, 200)),
                                 LabelStyle::Strong));
    return it.dialog;
}

QDialog* pushDialog(const engine::PushPreview& preview, QWidget* parent)
{
    const auto count = int(preview.commits.size());
    auto it = shell(Text::tr("Push %n commit(s)", nullptr, count),
                    Text::tr("To %1 of %2. It is a compare-and-swap: if the branch is not at %3 "
                             "any more, nothing is pushed. A force push is not offered.")
                        .arg(printable(preview.branch, 80), printable(preview.repository, 80),
                             preview.expected.shortHex()),
                    Text::tr("Push"), parent);
    auto* list = new QListWidget;
    list->setAccessibleName(Text::tr("Commits to push"));
    list->setMinimumHeight(140);
    for (const auto& commit : preview.commits)
        list->addItem(commit.id.shortHex() + u"  "_s + printable(commit.subject, 200));
    it.body->addWidget(list);
    auto* remote = new Label(preview.remote, LabelStyle::Mono);
    remote->setElide(Qt::ElideMiddle);
    it.body->addWidget(remote);
    const auto reason = !preview.blockers.isEmpty() ? preview.blockers.join(u' ')
                        : count == 0                ? Text::tr("There is nothing to push.")
                                                    : QString();
    if (!reason.isEmpty()) {
        auto* why = new Label(reason, LabelStyle::Muted);
        why->setWordWrap(true);
        it.body->addWidget(why);
    }
    explain(it.act, reason, Text::tr("Pushes exactly these commits."));
    return it.dialog;
}

QDialog* confirmDialog(const QString& title, const QString& sentence, const QString& act,
                       QWidget* parent)
{
    return shell(title, sentence, act, parent).dialog;
}

QDialog* cheatSheet(const ActionRegistry& actions, QWidget* parent)
{
    auto it = shell(Text::tr("Keyboard"), {}, {}, parent);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(6);
    int place = 0;
    const auto add = [&](const QString& keys, const QString& what) {
        const auto row = place / 2, column = place % 2 * 2;
        ++place;
        auto* key = new Label(keys, LabelStyle::Mono);
        grid->addWidget(key, row, column);
        grid->addWidget(new Label(what, LabelStyle::Muted), row, column + 1);
    };
    for (const auto& id : actions.ids()) {
        const auto* action = actions.action(id);
        QStringList keys;
        for (const auto& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            add(keys.join(u", "_s), action->text());
    }
    add(u"j k"_s, Text::tr("Move in a list"));
    add(u"Enter"_s, Text::tr("Open what is chosen"));
    add(u"Space"_s, Text::tr("Choose or leave out a change"));
    it.body->addLayout(grid);
    return it.dialog;
}

QDialog* errorDialog(const Error& error, QWidget* parent)
{
    auto it =
        shell(Text::tr("That did not work"), printable(error.summary), Text::tr("Copy"), parent);
    QObject::connect(it.dialog, &QDialog::accepted, it.dialog, [error] {
        QGuiApplication::clipboard()->setText((error.summary + u"\n\n"_s + error.detail).trimmed());
    });
    if (const QString text = shownDetail(error); !text.isEmpty()) {
        auto* detail = new QPlainTextEdit;
        detail->setReadOnly(true);
        detail->setPlainText(text.left(20'000));
        detail->setFont(monoFont());
        detail->setAccessibleName(Text::tr("Details"));
        detail->setMinimumHeight(120);
        detail->setTabChangesFocus(true);
        it.body->addWidget(detail);
    }
    return it.dialog;
}

} // namespace plumb::ui
