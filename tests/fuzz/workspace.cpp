// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The workspace file: reading says what is wrong with its place; an edit changes what it was asked
// to change, and nothing else.
#include "fuzz/fuzz.h"

#include "workspace/workspace.h"

using namespace plumb;
using namespace plumb::workspace;

namespace {

const QString kFile = u"workspace.yaml"_s;

// Entries move to other lines.
template <typename Entry>
QList<Entry> withoutLines(QList<Entry> entries)
{
    for (Entry& each : entries)
        each.line = 0;
    return entries;
}

template <typename Entry>
QList<Entry> without(QList<Entry> entries, const QString& name)
{
    entries.removeIf([&](const Entry& each) { return each.name == name; });
    return withoutLines(entries);
}

// What stands in the file apart from applications is untouched by their edits, and the other way
// round.
void checkRest(const Workspace& before, const Workspace& after)
{
    ALWAYS(before.contexts == after.contexts);
}

} // namespace

FUZZ_TARGET(workspace)
{
    const Workspace before = read(input, kFile);
    for (const Problem& problem : before.problems) {
        ALWAYS(problem.line >= 1 && problem.column >= 1);
        ALWAYS(problem.message.startsWith(kFile + u':'));
    }
    if (!before.problems.isEmpty())
        return;
    for (const Application& each : before.applications) {
        ALWAYS(before.application(each.name) && *before.application(each.name) == each);
        const auto edited = withoutApplication(input, each.name);
        if (!edited)
            continue; // its layout is one that we do not edit; it says so
        const Workspace after = read(*edited, kFile);
        ALWAYS(after.problems.isEmpty());
        ALWAYS(withoutLines(after.applications) == without(before.applications, each.name));
        ALWAYS(withoutLines(after.repositories) == withoutLines(before.repositories));
        checkRest(before, after);
    }
    Application added;
    added.name = u"fuzz-added"_s;
    added.repository = before.repositories.isEmpty() ? u"r"_s : before.repositories[0].name;
    added.path = u"deploy/# not a comment"_s;
    added.context = u"yes"_s;
    if (const auto edited = withApplication(input, added)) {
        const Workspace after = read(*edited, kFile);
        QList<Application> expected = withoutLines(before.applications);
        expected += added;
        if (!before.repositories.isEmpty()) {
            ALWAYS(after.problems.isEmpty());
            ALWAYS(withoutLines(after.applications) == expected);
        }
        ALWAYS(withoutLines(after.repositories) == withoutLines(before.repositories));
        checkRest(before, after);
        const auto back = withoutApplication(*edited, added.name);
        ALWAYS(back);
        ALWAYS(withoutLines(read(*back, kFile).applications) == withoutLines(before.applications));
    }
}
