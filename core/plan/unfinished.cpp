// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/unfinished.h"

namespace plumb::plan {

namespace {

QString begunAt(const store::OperationRecord& operation)
{
    return operation.started.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

// Asking the remote is what a fetch does; nothing is contacted before somebody asks for it.
QString wordsOfPush(const store::OperationRecord& push)
{
    return u"Plumbline ended during this push of %1 to %2 of %3 (%4). Whether it arrived is not on record: fetch %3 and look at %2. Pushing again is safe; nothing is sent twice."_s
        .arg(push.commit.left(7), push.branch, push.repository, begunAt(push));
}

Result<QString> wordsOf(const store::OperationRecord& operation, store::Journal& journal)
{
    PLUMB_TRY(outcomes, journal.outcomes(operation.id));
    QStringList open;
    for (const store::ObjectOutcome& each : outcomes)
        if (each.outcome == u"unknown")
            open.append(describe(each.key));
    return u"Plumbline ended during this %1 of %2 (%3). "_s.arg(
               operation.kind, operation.application, begunAt(operation))
           + (open.isEmpty()
                  ? u"What it had sent is recorded; the rest was not sent."_s
                  : u"No answer is on record for %1; look there. The rest was not sent."_s.arg(
                      open.join(u", "_s)));
}

} // namespace

Result<QStringList> closeUnfinished(store::Journal& journal, const Clock& clock)
{
    QStringList sentences;
    PLUMB_TRY(unfinished, journal.unfinished());
    for (const store::OperationRecord& operation : unfinished) {
        PLUMB_TRY(message, operation.kind == u"push" ? Result<QString>(wordsOfPush(operation))
                                                     : wordsOf(operation, journal));
        PLUMB_CHECK(journal.finish(operation.id, u"unknown"_s, message, clock.now()));
        sentences.append(message);
    }
    return sentences;
}

} // namespace plumb::plan
