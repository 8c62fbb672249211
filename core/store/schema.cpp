// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "store/database_p.h"

namespace plumb::store {

// Statements stay within what PostgreSQL also understands, but for AUTOINCREMENT. A released step
// is never edited: a change of the schema is a new step at the end.
QList<QStringList> migrations()
{
    return {
        {
            u"CREATE TABLE operation ("
            "id INTEGER PRIMARY KEY AUTOINCREMENT, application TEXT NOT NULL, cluster TEXT NOT "
            "NULL, "
            "context TEXT NOT NULL, kind TEXT NOT NULL, commit_id TEXT NOT NULL, tree TEXT NOT "
            "NULL, "
            "digest TEXT NOT NULL, actor TEXT NOT NULL, started TEXT NOT NULL, finished TEXT NOT "
            "NULL, "
            "outcome TEXT NOT NULL, message TEXT NOT NULL, writer TEXT NOT NULL, process TEXT NOT NULL)"_s,
            u"CREATE INDEX operation_of_application ON operation (application, cluster, id)"_s,
            u"CREATE INDEX operation_by_outcome ON operation (outcome)"_s,
            // What happened to each object of an operation, in the order of sending.
            u"CREATE TABLE outcome ("
            "seq INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL REFERENCES "
            "operation (id), "
            "grp TEXT NOT NULL, kind TEXT NOT NULL, ns TEXT NOT NULL, name TEXT NOT NULL, "
            "action TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL, "
            "UNIQUE (operation, grp, kind, ns, name))"_s,
            // What each application holds on each cluster now. Only the newest content is kept, so
            // that the file grows with what is applied and not with how often.
            u"CREATE TABLE inventory ("
            "cluster TEXT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, ns TEXT NOT NULL, "
            "name TEXT NOT NULL, application TEXT NOT NULL, applied TEXT NOT NULL, "
            "operation INTEGER NOT NULL REFERENCES operation (id), "
            "PRIMARY KEY (cluster, grp, kind, ns, name, application))"_s,
            u"CREATE INDEX inventory_of_application ON inventory (application, cluster)"_s,
        },
        {
            // Of a push.
            u"ALTER TABLE operation ADD COLUMN repository TEXT NOT NULL DEFAULT ''"_s,
            u"ALTER TABLE operation ADD COLUMN branch TEXT NOT NULL DEFAULT ''"_s,
            u"ALTER TABLE operation ADD COLUMN before_commit TEXT NOT NULL DEFAULT ''"_s,
        },
    };
}

} // namespace plumb::store
