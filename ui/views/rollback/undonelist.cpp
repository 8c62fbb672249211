// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/rollback/undonelist.h"

#include "base/text.h"
#include "format/text.h"
#include "theme/shapes.h"
#include "theme/theme.h"

namespace plumb::ui {

static constexpr int kRowsOnScreen = 6; // what follows below shall stay in sight

UndoneList::UndoneList(QWidget* parent)
    : QListWidget(parent)
{
    setObjectName(u"panellist"_s);
    setAccessibleName(tr("Commits in the order in which they are undone"));
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setIconSize({13, 13});
    setUniformItemSizes(true);
    // ids and subjects read from left to right in every language
    setLayoutDirection(Qt::LeftToRight);
}

void UndoneList::setCommits(const QList<git::Commit>& commits)
{
    m_commits = commits;
    clear();
    for (const auto& commit : commits) {
        auto* item = new QListWidgetItem(
            commit.id.shortHex() + u"  "_s + printable(commit.subject, 120), this);
        item->setSizeHint({0, zoomed(22)});
        item->setToolTip(plainTip(commit.subject + u'\n' + commit.author.name + u", "_s
                                  + exactly(commit.author.when)));
    }
    setUndone({}, false);
    setCurrentRow(0);
    updateGeometry();
}

void UndoneList::setUndone(const QList<git::Commit>& undone, bool isConflicting)
{
    const auto& t = theme();
    for (int row = 0; row < count(); ++row) {
        const auto& id = m_commits[row].id;
        const bool isReached = std::any_of(undone.begin(), undone.end(),
                                           [&id](const auto& one) { return one.id == id; });
        const bool isStop = isConflicting && !undone.isEmpty() && undone.last().id == id;
        item(row)->setIcon(isStop      ? shapeIcon(ui::Shape::Cross, t.bad.ink)
                           : isReached ? shapeIcon(ui::Shape::Check, t.ok.ink)
                                       : shapeIcon(ui::Shape::Dot, t.muted));
        const auto state = isStop      ? tr("conflicts")
                           : isReached ? tr("undone")
                                       : tr("not undone yet");
        item(row)->setData(Qt::AccessibleTextRole, item(row)->text() + u", "_s + state);
        if (isStop)
            scrollToItem(item(row));
    }
}

QSize UndoneList::sizeHint() const
{
    const auto rows = qBound(1, count(), kRowsOnScreen);
    const auto height = count() > 0 ? sizeHintForRow(0) : rowHeight();
    return {220, rows * height + 2 * frameWidth() + 2};
}

} // namespace plumb::ui
