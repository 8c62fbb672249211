// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/history/commitpane.h"

#include "base/text.h"
#include "format/text.h"
#include "format/yamltext.h"
#include "theme/shapes.h"
#include "theme/theme.h"
#include "widgets/difftext.h"
#include "widgets/label.h"
#include "widgets/panehead.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QSplitter>

namespace plumb::ui {

CommitPane::CommitPane(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_head(new PaneHead)
    , m_fileHead(new PaneHead)
    , m_message(new Label)
    , m_files(new QListWidget)
    , m_diff(new DiffText(tr("Changes of the file")))
{
    setAccessibleName(tr("Commit"));
    auto* left = new QWidget;
    left->setObjectName(u"panel"_s);
    left->setAttribute(Qt::WA_StyledBackground);
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
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(scroll, 1);
    column->addWidget(m_files, 2);

    auto* right = new QWidget;
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_fileHead);
    rightColumn->addWidget(m_diff, 1);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 620});
    splitter->setChildrenCollapsible(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
    connect(m_files, &QListWidget::currentRowChanged, this, &CommitPane::fileChosen);
}

void CommitPane::showCommit(const QString& repository, const git::Commit& commit)
{
    if (commit.id == m_commit && repository == m_repository)
        return;
    m_repository = repository;
    m_commit = commit.id;
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
        item->setToolTip(plainTip(change.oldPath.isEmpty() || change.oldPath == change.path
                                      ? change.path
                                      : change.oldPath + u" → "_s + change.path));
        item->setData(Qt::AccessibleTextRole, printable(change.path) + u", "_s + word);
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

void CommitPane::setDiff(const git::FileDiff& diff)
{
    if (diff.isBinary || diff.isTooLarge) {
        m_diff->setPlain(diff.isBinary ? tr("This is a binary file.")
                                       : tr("This file is over 5 MiB; it is not shown."));
        return;
    }
    QList<TextLine> lines;
    lines.reserve(diff.lines.size());
    for (const auto& line : diff.lines) {
        using Kind = git::DiffLine::Kind;
        lines.append({line.kind == Kind::Added     ? LineKind::Added
                      : line.kind == Kind::Removed ? LineKind::Removed
                      : line.kind == Kind::Hunk    ? LineKind::Gap
                                                   : LineKind::Context,
                      line.text});
    }
    m_diff->setLines(lines);
}

} // namespace plumb::ui
