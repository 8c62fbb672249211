// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "git/commitgraphfile_p.h"
#include "git/mirror_p.h"

namespace plumb::git {

//! A ref as it is written down.
struct RefName
{
    QByteArray name;
    ObjectId id;
    ObjectId peeled; //!< null: not known
};

//! Whose history is shown: the clone's, the remote's. Ours are not.
inline const QByteArrayList kShownRefs{"refs/clone/", "refs/remotes/", "refs/tags/"};

//! The refs of a bare repository below these folders ("refs/tags/"), by name. Reads the files that
//! git keeps them in and no object; symbolic refs are left out.
std::vector<RefName> readRefNames(const QString& gitFolder, const QByteArrayList& folders);

//! Sets (null: deletes) many refs at once, as git does when it clones: in one file instead of one
//! each. All of them must be packed, or new; the mirror's lock must be held.
Result<Unit> writePackedRefs(const QString& gitFolder, const QMap<QByteArray, ObjectId>& changes);

//! The commit that a ref leads to, null if it leads to a file or folder. Looks into an object only
//! where neither the packed refs nor the graph file (may be null) know.
Result<ObjectId> commitOf(const RefName& ref, const CommitGraphFile* file, Worker& worker);

} // namespace plumb::git
