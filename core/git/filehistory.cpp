// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Which commits a file comes from, line by line and as a whole. git's own answers: it follows
// renames and reads the graph file.

#include "git/mirror_p.h"

#include <map>

namespace plumb::git {

namespace {

using namespace std::chrono_literals;

QString asOne(QString path)
{
    while (path.startsWith(u"./"_s))
        path.remove(0, 2);
    return path;
}

// git writes a name with unusual characters as a C string.
QString unquoted(const QByteArray& name)
{
    if (!name.startsWith('"'))
        return QString::fromUtf8(name);
    static const QByteArray kLetters("abtnvfr"), kMeanings("\a\b\t\n\v\f\r");
    QByteArray plain;
    for (qsizetype i = 1; i + 1 < name.size(); ++i) {
        char c = name[i];
        if (c == '\\' && ++i + 1 < name.size()) {
            c = name[i];
            if (c >= '0' && c <= '3' && i + 3 < name.size()) {
                c = char(name.mid(i, 3).toInt(nullptr, 8));
                i += 2;
            } else if (const qsizetype letter = kLetters.indexOf(c); letter >= 0) {
                c = kMeanings[letter];
            }
        }
        plain += c;
    }
    return QString::fromUtf8(plain);
}

} // namespace

Result<QList<FileVersion>> readFileHistory(Worker& worker, const CommitId& from,
                                           const QString& path, std::stop_token stop)
{
    // -z: "<id>\0\n<status>\0<path>\0[<new path>\0]"; ids stand out by the leading colon.
    PLUMB_TRY(text, gitOutput(worker.mirror(),
                              {.arguments = {u"log"_s, u"--follow"_s, u"--format=:%H"_s,
                                             u"--name-status"_s, u"-z"_s, from.toHex(), u"--"_s,
                                             asOne(path)},
                               .wallTime = 10min,
                               .globalOptions = {u"--literal-pathspecs"_s}},
                              stop));
    QList<FileVersion> versions;
    const QByteArrayList words = text.split('\0');
    for (qsizetype i = 0; i < words.size(); ++i) {
        QByteArray word = words[i];
        if (word.startsWith('\n'))
            word.remove(0, 1);
        if (word.startsWith(':')) {
            if (const auto id = ObjectId::fromHex(QString::fromLatin1(word.mid(1))))
                versions.append({*id, {}, {}});
        } else if (!word.isEmpty() && !versions.isEmpty()) {
            const bool isRename = word[0] == 'R' || word[0] == 'C';
            FileVersion& version = versions.last();
            version.path = QString::fromUtf8(words.value(i + (isRename ? 2 : 1)));
            version.oldPath = isRename ? QString::fromUtf8(words.value(i + 1)) : version.path;
            i += isRename ? 2 : 1;
        }
    }
    return versions;
}

Result<QList<BlameLine>> readBlame(Worker& worker, const CommitId& at, const QString& path,
                                   std::stop_token stop)
{
    PLUMB_TRY(tree, worker.tree(at));
    GitTreeEntry entry;
    if (git_tree_entry_bypath(out(entry), tree.get(), asOne(path).toUtf8().constData()) != 0
        || git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
        return failure(Error::Kind::NotFound,
                       u"There is no file %1 at commit %2."_s.arg(path, at.shortHex()));
    PLUMB_TRY(size, worker.sizeOf(fromOid(*git_tree_entry_id(entry.get()))));
    if (size > kLargestBlob)
        return failure(Error::Kind::Invalid,
                       u"%1 is too large to be shown line by line: limit %2 bytes exceeded (actual "
                       u"%3)."_s.arg(path, QString::number(kLargestBlob), QString::number(size)));
    PLUMB_TRY(text, gitOutput(worker.mirror(),
                              {.arguments = {u"blame"_s, u"--porcelain"_s, at.toHex(), u"--"_s,
                                             asOne(path)},
                               .wallTime = 10min},
                              stop));
    // "<id> <line then> <line now> [<count>]", headers of a commit the first time, "\t<text>"
    QList<BlameLine> lines;
    std::map<CommitId, QString> names;
    BlameLine line;
    for (const QByteArray& row : text.split('\n')) {
        if (row.startsWith('\t')) {
            line.path = names[line.commit];
            line.text = QString::fromUtf8(row.mid(1));
            lines.append(line);
        } else if (row.startsWith("filename ")) {
            names[line.commit] = unquoted(row.mid(9));
        } else if (const QByteArrayList words = row.split(' '); words[0].size() == 40) {
            if (const auto id = ObjectId::fromHex(QString::fromLatin1(words[0]))) {
                line.commit = *id;
                line.lineThen = words.value(1).toInt();
            }
        }
    }
    return lines;
}

} // namespace plumb::git
