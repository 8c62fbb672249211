// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <cstring>

namespace plumb::git {

//! The SHA-1 name of a commit, tree or blob.
struct ObjectId
{
    std::array<unsigned char, 20> bytes{};
    QString toHex() const;
    QString shortHex() const { return toHex().left(7); }
    bool isNull() const { return *this == ObjectId{}; }
    bool startsWith(const QByteArray& digits) const; //!< lower-case hexadecimal
    static Result<ObjectId> fromHex(const QString& hex);
    friend bool operator==(const ObjectId&, const ObjectId&) = default;
    // clang-tidy 14 reads a null pointer into a defaulted comparison.
    friend auto operator<=>(const ObjectId&, const ObjectId&) = default; // NOLINT(modernize-*)
    friend size_t qHash(const ObjectId& id, size_t seed = 0)
    {
        size_t first = 0;
        std::memcpy(&first, id.bytes.data(), sizeof first);
        return first ^ seed;
    }
};
using CommitId = ObjectId;

struct Signature
{
    QString name, email;
    QDateTime when; //!< with the offset of the signer
    friend bool operator==(const Signature&, const Signature&) = default;
};

struct Commit
{
    CommitId id;
    QList<CommitId> parents;
    ObjectId tree;
    Signature author, committer;
    QString subject;
    QString message; //!< the whole, with the subject
};

struct Ref
{
    enum class Kind { Branch, RemoteBranch, Tag, Other };
    Kind kind = Kind::Other;
    QString name; //!< short: "main", "origin/main", "v1.2"
    QString fullName; //!< in the user's repository: "refs/heads/main"
    CommitId target; //!< peeled
    bool isHead = false;
    friend bool operator==(const Ref&, const Ref&) = default;
};

struct FileChange
{
    enum class Kind { Added, Deleted, Modified, Renamed, TypeChanged };
    Kind kind = Kind::Modified;
    QString path, oldPath;
    ObjectId oldId, newId;
    bool isSubmodule = false; //!< the ids are commits of another repository
};

//! One commit that changed a file, under the name that it had then.
struct FileVersion
{
    CommitId commit;
    QString path, oldPath;
    friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

//! A line of a file, and where it comes from.
struct BlameLine
{
    CommitId commit;
    QString path; //!< of the file then
    int lineThen = 0; //!< from 1
    QString text;
};

struct DiffLine
{
    enum class Kind { Context, Added, Removed, Hunk };
    Kind kind = Kind::Context;
    QString text;
};

struct FileDiff
{
    FileChange change;
    bool isBinary = false;
    bool isTooLarge = false; //!< over 5 MiB
    bool isLfsPointer = false; //!< what is in Git stands for a file kept elsewhere
    qint64 lfsOldSize = -1,
           lfsNewSize = -1; //!< of that file, in bytes; -1: no pointer on that side
    QList<DiffLine> lines;
};

} // namespace plumb::git
