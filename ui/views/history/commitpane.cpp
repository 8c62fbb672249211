// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/history/commitpane.h"

#include "base/text.h"
#include "format/text.h"
#include "format/yamltext.h"
#include "theme/shapes.h"
#include "theme/theme.h"
#include "views/history/filestory.h"
#include "widgets/difftext.h"
#include "widgets/label.h"
#include "widgets/panehead.h"
#include "widgets/segments.h"
#include "widgets/surface.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

namespace plumb::ui {

namespace {

//! "A → B", or the side that there is.
QString fromTo(const QString& from, const QString& to)
{
    return from.isEmpty() ? to : to.isEmpty() || from == to ? from : from + u" → "_s + to;
}

QString submodule(const git::FileChange& change)
{
    const auto id = [](const git::ObjectId& one) {
        return one.isNull() ? QString() : one.shortHex();
    };
    return CommitPane::tr("submodule, %1").arg(fromTo(id(change.oldId), id(change.newId)));
}

QString lfsObject(const git::FileDiff& diff)
{
    const auto size = [](qint64 bytes) {
        return bytes < 0 ? QString()
                         : QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
    };
    return CommitPane::tr("LFS object, %1")
        .arg(fromTo(size(diff.lfsOldSize), size(diff.lfsNewSize)));
}

} // namespace

CommitPane::CommitPane(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_head(new PaneHead)
    , m_fileHead(new PaneHead)
    , m_message(new Label)
    , m_files(new QListWidget)
    , m_diff(new DiffText(tr("Changes of the file")))
    , m_story(new FileStory(services))
    , m_shown(new Segments({tr("Changes"), tr("File history"), tr("Blame")},
                           tr("What is shown of the file")))
    , m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Commit"));
    auto* left = surface(u"panel"_s);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 8, 12, 8);
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_message);
    m_message->setObjectName(u"scrolled"_s);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_files->setObjectName(u"panellist"_s);
    m_files->setAccessibleName(tr("Changed files"));
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_files->setIconSize({13, 13});
    auto* column = columnOf(left);
    column->addWidget(m_head);
    column->addWidget(scroll, 1);
    column->addWidget(m_files, 2);

    auto* right = new QWidget;
    auto* rightColumn = columnOf(right);
    rightColumn->addWidget(m_fileHead);
    m_fileHead->addRight(m_shown);
    m_shown->hide(); // until there is a file
    m_stack->addWidget(m_diff);
    m_stack->addWidget(m_story);
    rightColumn->addWidget(m_stack, 1);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 620});
    splitter->setChildrenCollapsible(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    m_files->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_files, &QListWidget::currentRowChanged, this, &CommitPane::fileChosen);
    connect(m_files, &QListWidget::customContextMenuRequested, this, &CommitPane::showMenu);
    connect(m_shown, &Segments::changed, this, &CommitPane::showFile);
    connect(m_story, &FileStory::commitWanted, this, &CommitPane::commitWanted);
}

void CommitPane::showCommit(const QString& repository, const git::Commit& commit)
{
    if (commit.id == m_commit && repository == m_repository)
        return;
    m_repository = repository;
    m_commit = commit.id;
    m_parent = commit.parents.value(0);
    m_head->setTitle(tr("Commit %1").arg(commit.id.shortHex()));
    m_head->setHint(commit.parents.size() > 1
                        ? tr("merge of %n parents", nullptr, int(commit.parents.size()))
                        : QString());
    m_message->setText(
        commit.message.trimmed() + u"\n\n"_s
        + tr("%1 <%2>, %3")
              .arg(commit.author.name, commit.author.email, exactly(commit.author.when)));
    m_files->clear();
    m_fileHead->setTitle({});
    m_diff->setLines({});
    m_story->clear();
    m_shown->hide();
    m_stack->setCurrentWidget(m_diff);
    m_changes.clear();
    observe(m_services.changes(repository, commit.id), this,
            [this, id = commit.id](const Result<QList<git::FileChange>>& changes) {
                if (id != m_commit)
                    return;
                if (changes)
                    setChanges(*changes);
                else
                    m_diff->setPlain(changes.error().summary);
            });
}

void CommitPane::setChanges(const QList<git::FileChange>& changes)
{
    m_changes = changes;
    m_files->clear();
    for (const auto& change : changes) {
        using Kind = git::FileChange::Kind;
        const auto& t = theme();
        const auto [shape, ink, word] =
            change.kind == Kind::Added     ? std::tuple(Shape::Plus, t.ok.ink, tr("added"))
            : change.kind == Kind::Deleted ? std::tuple(Shape::Cross, t.bad.ink, tr("deleted"))
            : change.kind == Kind::Renamed ? std::tuple(Shape::OutOfSync, t.info.ink, tr("renamed"))
                                           : std::tuple(Shape::File, t.muted, tr("changed"));
        auto* item =
            new QListWidgetItem(shapeIcon(shape, ink), printable(change.path, 1000), m_files);
        const auto what = change.isSubmodule ? submodule(change) : QString();
        item->setToolTip(plainTip((change.oldPath.isEmpty() || change.oldPath == change.path
                                       ? change.path
                                       : change.oldPath + u" → "_s + change.path)
                                  + (what.isEmpty() ? QString() : u'\n' + what)));
        item->setData(Qt::AccessibleTextRole, printable(change.path) + u", "_s + word
                                                  + (what.isEmpty() ? QString() : u", "_s + what));
    }
    m_head->setHint(tr("%n file(s)", nullptr, int(changes.size())));
    if (!changes.isEmpty())
        m_files->setCurrentRow(0);
}

void CommitPane::fileChosen(int row)
{
    if (row < 0 || row >= m_changes.size())
        return;
    m_wantedPath = m_changes[row].path;
    m_fileHead->setTitle(m_wantedPath);
    m_shown->show();
    showFile();
}

void CommitPane::showFile()
{
    const auto row = m_files->currentRow();
    if (row < 0 || row >= m_changes.size())
        return;
    const auto& change = m_changes[row];
    if (m_shown->current() != Changes) {
        m_stack->setCurrentWidget(m_story);
        // what this commit deletes is still there in its parent
        const bool isGone = change.kind == git::FileChange::Kind::Deleted;
        m_story->ask(m_shown->current() == Lines ? FileStory::What::Lines
                                                 : FileStory::What::Versions,
                     m_repository, isGone && !m_parent.isNull() ? m_parent : m_commit, change.path);
        return;
    }
    m_story->clear();
    m_stack->setCurrentWidget(m_diff);
    observe(m_services.diff(m_repository, m_commit, m_wantedPath), this,
            [this, path = m_wantedPath](const Result<git::FileDiff>& diff) {
                if (path != m_wantedPath)
                    return;
                if (diff)
                    setDiff(*diff);
                else
                    m_diff->setPlain(diff.error().summary);
            });
}

void CommitPane::showMenu(const QPoint& at)
{
    const auto* item = m_files->itemAt(at);
    const auto path = m_changes.value(m_files->row(item)).path;
    if (!item || path.isEmpty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(printable(path));
    const auto show = [this, menu](const QString& text, Shown what) {
        menu->addAction(text, this, [this, what] {
            m_shown->setCurrent(what);
            m_stack->currentWidget()->setFocus();
        });
    };
    show(tr("Show changes"), Changes);
    show(tr("Show file history"), Versions);
    show(tr("Show blame"), Lines);
    menu->addSeparator();
    menu->addAction(tr("Copy path"), this, [this, path] { Q_EMIT copyWanted(path); });
    menu->addAction(tr("Copy as command"), this, [this, path] {
        Q_EMIT copyWanted(u"git log --follow "_s + m_commit.toHex() + u" -- '"_s
                          + QString(path).replace(u'\'', u"'\\''"_s) + u'\'');
    });
    menu->popup(m_files->viewport()->mapToGlobal(at));
}

void CommitPane::setDiff(const git::FileDiff& diff)
{
    if (diff.change.isSubmodule || diff.isLfsPointer) {
        m_diff->setPlain(diff.change.isSubmodule ? submodule(diff.change) : lfsObject(diff));
        return;
    }
    if (diff.isBinary || diff.isTooLarge) {
        m_diff->setPlain(diff.isBinary ? tr("This is a binary file.")
                                       : tr("This file is over 5 MiB; it is not shown."));
        return;
    }
    m_diff->setLines(diffLines(diff));
}

} // namespace plumb::ui
