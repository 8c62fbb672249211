// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/treechanges_p.h"

namespace plumb::git {

namespace {

Result<GitCall> revList(Worker& worker, const LogFilter& filter)
{
    GitCall call;
    call.wallTime = std::chrono::minutes(10);
    call.globalOptions = {u"--literal-pathspecs"_s};
    call.arguments = {u"rev-list"_s, u"--topo-order"_s};
    if (filter.limit > 0)
        call.arguments += u"--max-count=%1"_s.arg(filter.limit);
    const auto oneLine = [](QString text) { return text.replace(u'\n', u' '); };
    if (!filter.author.isEmpty() || !filter.text.isEmpty())
        call.arguments += {u"--fixed-strings"_s, u"--regexp-ignore-case"_s};
    if (!filter.author.isEmpty())
        call.arguments += u"--author="_s + oneLine(filter.author);
    if (!filter.text.isEmpty())
        call.arguments += u"--grep="_s + oneLine(filter.text);
    if (!filter.from.isEmpty() || !filter.all) {
        PLUMB_TRY(from, resolveRevision(worker, filter.from));
        call.arguments += from.toHex();
    } else {
        PLUMB_CHECK(worker.mirror().facts());
        call.arguments += {u"--glob=refs/clone"_s, u"--glob=refs/remotes"_s, u"--glob=refs/tags"_s};
    }
    if (!filter.exclude.isEmpty()) {
        PLUMB_TRY(exclude, resolveRevision(worker, filter.exclude));
        call.arguments += u'^' + exclude.toHex();
    }
    call.arguments += u"--"_s;
    for (const QString& path : filter.paths) {
        PLUMB_TRY(canonical, canonicalPath(path));
        if (!canonical.isEmpty())
            call.arguments += QString::fromUtf8(canonical);
    }
    return call;
}

//! Calls onLine for each complete line of a stream.
auto splitter(std::function<void(QByteArrayView)> onLine)
{
    return [onLine = std::move(onLine), rest = QByteArray()](const QByteArray& piece) mutable {
        const QByteArray bytes = rest.isEmpty() ? piece : rest + piece;
        qsizetype begin = 0;
        for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', begin)) {
            onLine(QByteArrayView(bytes).sliced(begin, end - begin));
            begin = end + 1;
        }
        rest = bytes.mid(begin);
    };
}

CommitId idAt(QByteArrayView line, qsizetype at)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    CommitId id;
    for (size_t i = 0; i < id.bytes.size(); ++i) {
        const qsizetype from = at + qsizetype(i) * 2;
        id.bytes[i] = static_cast<unsigned char>(digit(line[from]) << 4 | digit(line[from + 1]));
    }
    return id;
}

Result<Unit> stream(const Mirror& mirror, GitCall call, std::function<void(QByteArrayView)> onLine,
                    const std::stop_token& stop)
{
    call.onOutput = splitter(std::move(onLine));
    PLUMB_CHECK(gitOutput(mirror, call, stop));
    return Unit{};
}

} // namespace

// Which commits remain, and who is then whose parent, is git's own history simplification.
Result<CommitGraph> readFilteredGraph(Worker& worker, const LogFilter& filter,
                                      const std::stop_token& stop)
{
    PLUMB_TRY(call, revList(worker, filter));
    call.arguments.insert(2, u"--parents"_s);
    CommitGraph::Builder builder;
    std::vector<CommitId> parents;
    const auto onLine = [&](QByteArrayView line) {
        if (line.size() < 40)
            return;
        parents.clear();
        for (qsizetype at = 41; at + 40 <= line.size(); at += 41)
            parents.push_back(idAt(line, at));
        builder.add(idAt(line, 0), parents);
    };
    PLUMB_CHECK(stream(worker.mirror(), call, onLine, stop));
    return builder.build(true);
}

Result<QList<CommitId>> readLog(Worker& worker, const LogFilter& filter, std::stop_token stop)
{
    if (!filter.paths.isEmpty() || !filter.author.isEmpty() || !filter.text.isEmpty()
        || !filter.anywhere.isEmpty())
        return searchCommits(worker, filter, {}, stop);
    LogFilter whole = filter;
    if (!filter.from.isEmpty() || !filter.all) {
        PLUMB_TRY(from, resolveRevision(worker, filter.from));
        whole.from = from.toHex();
    }
    PLUMB_TRY(graph, readGraph(worker, whole, {}, stop));
    QList<CommitId> ids;
    ids.reserve(graph.size());
    for (CommitGraph::Row row = 0; row < graph.size(); ++row)
        ids.append(graph.id(row));
    return ids;
}

Result<bool> checkAncestor(const Mirror& mirror, const CommitId& ancestor, const CommitId& of)
{
    PLUMB_TRY(done, runGit(mirror,
                           {{u"merge-base"_s, u"--is-ancestor"_s, ancestor.toHex(), of.toHex()}}));
    if (done.exitCode == 0 || done.exitCode == 1)
        return done.exitCode == 0;
    return failure(Error::Kind::NotFound,
                   u"%1 or %2 is not in the repository %3 as last fetched."_s.arg(
                       ancestor.shortHex(), of.shortHex(), mirror.name()),
                   QString::fromUtf8(done.errors));
}

} // namespace plumb::git
