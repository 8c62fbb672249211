// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "views/rollback/previewtext.h"

#include "base/text.h"
#include "format/text.h"
#include "format/verdict.h"

#include <QCoreApplication>

namespace plumb::ui {

// In the context, and with the arguments, that lupdate sees in a function of this namespace.
static QString tr(const char* text, const char* about = nullptr, int n = -1)
{
    return QCoreApplication::translate("plumb::ui", text, about, n);
}

static QStringList linesOf(const std::optional<objects::Object>& object)
{
    return object ? yamlLines(readable(object->json())) : QStringList();
}

QList<TextLine> effectLines(const engine::RollbackPreview& preview)
{
    QList<TextLine> lines;
    for (const auto& effect : preview.effects) {
        if (!lines.isEmpty())
            lines.append({LineKind::Context, {}});
        if (effect.error) {
            lines.append({LineKind::Heading, effect.application});
            lines.append(
                {LineKind::Context, tr("The effect is not known: %1").arg(effect.error->summary)});
            continue;
        }
        const auto where = effect.plan.context;
        int shown = 0;
        for (const auto& operation : effect.plan.operations) {
            if (operation.action == plan::Action::Unchanged)
                continue;
            if (shown++ > 0)
                lines.append({LineKind::Context, {}});
            const auto whose =
                preview.effects.size() > 1 ? effect.application + u": "_s : QString();
            const auto ns = operation.key.ns.isEmpty() ? QString() : operation.key.ns + u" · "_s;
            lines.append(
                {LineKind::Heading, whose + objectTitle(operation.key) + u" · "_s + ns + where});
            if (operation.refused)
                lines.append(
                    {LineKind::Gap,
                     tr("The API server refuses this: %1").arg(operation.refused->summary)});
            if (operation.action == plan::Action::Prune) {
                lines.append({LineKind::Removed, tr("deleted")});
                continue;
            }
            const auto after =
                operation.predicted ? operation.predicted : std::optional(operation.desired);
            lines += lineDiff(linesOf(operation.live), linesOf(after), 2);
        }
        if (shown == 0) {
            lines.append({LineKind::Heading, effect.application});
            lines.append({LineKind::Context, tr("Nothing changes in the cluster.")});
        }
        for (const auto& note : effect.plan.notes)
            lines.append({LineKind::Gap, note});
    }
    if (lines.isEmpty())
        lines.append({LineKind::Context, tr("No application reads these files.")});
    return lines;
}

QList<TextLine> fileLines(const git::RevertPreview& revert)
{
    QList<TextLine> lines;
    for (const auto& file : revert.files) {
        if (!lines.isEmpty())
            lines.append({LineKind::Context, {}});
        lines.append({LineKind::Heading, file.change.path});
        if (file.isBinary || file.isTooLarge) {
            lines.append(
                {LineKind::Gap, file.isBinary ? tr("a binary file") : tr("over 5 MiB, not shown")});
            continue;
        }
        lines += diffLines(file);
    }
    if (lines.isEmpty())
        lines.append({LineKind::Context, tr("No file changes.")});
    return lines;
}

QList<TextLine> conflictLines(const git::RevertPreview& revert)
{
    QList<TextLine> lines;
    const auto side = [&lines](const QString& title, const QByteArray& bytes, LineKind kind) {
        lines.append({LineKind::Gap, title});
        if (bytes.isEmpty())
            lines.append({LineKind::Context, tr("(not on this side)")});
        const auto text = bytes.left(256 * 1024).split('\n');
        for (const auto& line : text.mid(0, bytes.isEmpty() ? 0 : text.size()))
            lines.append({kind, printable(line)});
    };
    for (const auto& conflict : revert.conflicts) {
        if (!lines.isEmpty())
            lines.append({LineKind::Context, {}});
        lines.append({LineKind::Heading, conflict.path});
        side(tr("on the branch now"), conflict.ours, LineKind::Removed);
        side(tr("what the revert wants"), conflict.theirs, LineKind::Added);
    }
    return lines;
}

QString effectSummary(const engine::RollbackPreview& preview)
{
    int creates = 0, updates = 0, prunes = 0;
    for (const auto& effect : preview.effects) {
        for (const auto& operation : effect.plan.operations) {
            creates += operation.action == plan::Action::Create;
            updates += operation.action == plan::Action::Update;
            prunes += operation.action == plan::Action::Prune;
        }
    }
    QStringList parts;
    if (creates)
        parts << tr("%n create(s)", nullptr, creates);
    if (updates)
        parts << tr("%n update(s)", nullptr, updates);
    if (prunes)
        parts << tr("%n delete(s)", nullptr, prunes);
    return parts.isEmpty() ? tr("no change in the cluster") : parts.join(u", "_s);
}

} // namespace plumb::ui
