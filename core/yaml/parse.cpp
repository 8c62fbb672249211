// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include "yaml/composer_p.h"

#include <QThread>
#include <QtConcurrentMap>

#include <atomic>
#include <cstdlib>

namespace plumb::yaml {

namespace {

bool looksLikeJson(const QByteArray& bytes, Chunk chunk)
{
    for (qint64 i = chunk.begin; i < chunk.end; ++i) {
        if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
            return bytes[i] == '{' || bytes[i] == '[';
    }
    return false;
}

// The text behind the `---` line of a chunk, if it has one.
Chunk contentOf(const QByteArray& bytes, Chunk chunk)
{
    if (!QByteArrayView(bytes).sliced(chunk.begin, chunk.end - chunk.begin).startsWith("---"))
        return chunk;
    const auto line = bytes.indexOf('\n', chunk.begin);
    return {line < 0 || line > chunk.end ? chunk.end : line, chunk.end};
}

Composed compose(const SourceText& text, Chunk chunk, EventSource source, const Budget& budget,
                 qint64 nodes, int aliases)
{
    if (looksLikeJson(text.bytes(), contentOf(text.bytes(), chunk))) {
        Composer composer(text, budget, nodes, aliases);
        const auto error = readJson(text, contentOf(text.bytes(), chunk), composer);
        const bool isBadEscape = error && error->message.contains(u"surrogate");
        if (isBadEscape)
            composer.syntaxError(*error);
        if (!error || isBadEscape)
            return std::move(composer.found);
    }
    Composer composer(text, budget, nodes, aliases);
    const auto error = source(text, chunk, composer);
    if (error)
        composer.syntaxError(*error);
    if (source == readWithLibyaml || composer.found.problems.isEmpty())
        return std::move(composer.found);
    // Of an open bracket yaml-cpp makes a key, of a tab an illegal entry, and misleads; libyaml
    // says what is missing.
    Composer other(text, budget, nodes, aliases);
    const auto found = readWithLibyaml(text, chunk, other);
    if (!found || !(found->isUnclosed || found->message.contains(u"a tab stands")))
        return std::move(composer.found);
    other.syntaxError(*found);
    return std::move(other.found);
}

// Outside the main thread glibc grows its heap by a page at a time, each by a call of the kernel
// that holds up the memory of all threads. What was asked for and given back stays at hand.
void makeRoom()
{
    constexpr size_t kBelowWhatIsMapped = 100 << 10;
    void* volatile room = std::malloc(kBelowWhatIsMapped);
    std::free(room);
}

using Ahead = std::vector<std::optional<Composed>>;

// Reads the chunks of a long source on all cores, each with the budget of the whole source.
Ahead readAhead(const SourceText& text, const std::vector<Chunk>& chunks, EventSource source,
                const Budget& budget)
{
    constexpr qint64 kWorthATask = 128 << 10;
    Ahead ahead(chunks.size());
    struct Run
    {
        size_t first = 0, end = 0;
    };
    std::vector<Run> runs{{}};
    for (size_t i = 0; i < chunks.size(); ++i) {
        if (chunks[i].begin - chunks[runs.back().first].begin >= kWorthATask)
            runs.push_back({i, i});
        runs.back().end = i + 1;
    }
    if (runs.size() < 2)
        return ahead;
    std::atomic<qint64> spent = 0; // many small bombs must not become large together
    QtConcurrent::blockingMap(runs, [&](const Run& run) {
        constexpr qint64 kFillsTheRoom = 8 << 10; // bytes of text
        const SourceText mine = text;
        qint64 next = 0;
        for (size_t i = run.first; i < run.end && spent <= budget.nodes; ++i) {
            if (chunks[i].end - chunks[i].begin > budget.documentBytes)
                continue;
            if (chunks[i].begin >= next) {
                makeRoom();
                next = chunks[i].begin + kFillsTheRoom;
            }
            ahead[i] = compose(mine, chunks[i], source, budget, budget.nodes, budget.aliases);
            spent += budget.nodes - ahead[i]->nodesLeft;
        }
    });
    return ahead;
}

// What was read ahead is what would be read now, if it takes no more than what is left: whatever a
// smaller budget refuses has then not been counted.
bool fits(const std::optional<Composed>& ahead, const Budget& budget, qint64 nodes, int aliases)
{
    return ahead && budget.nodes - ahead->nodesLeft <= nodes
           && budget.aliases - ahead->aliasesLeft <= aliases;
}

Parsed parse(const QByteArray& bytes, EventSource source, const Budget& budget)
{
    Parsed parsed;
    if (bytes.size() > std::min<qint64>(budget.bytes, std::numeric_limits<int>::max())) {
        parsed.problems.append(
            {{1, 1, 0},
             u"%1 MiB is more than the %2 MiB that are read of one source"_s.arg(bytes.size() >> 20)
                 .arg(budget.bytes >> 20)});
        return parsed;
    }
    const SourceText text(bytes);
    if (const auto bad = text.firstBadByte()) {
        parsed.problems.append({text.markAt(bad->offset), bad->message});
        return parsed;
    }
    qint64 nodes = budget.nodes;
    int aliases = budget.aliases;
    const auto chunks = splitDocuments(bytes, budget.documents + 2);
    Ahead ahead = readAhead(text, chunks, source, budget);
    for (size_t i = 0; i < chunks.size(); ++i) {
        const Chunk& chunk = chunks[i];
        if (parsed.documents.size() >= budget.documents) {
            parsed.problems.append(
                {text.markAt(chunk.begin),
                 u"more than %1 documents; nothing behind this place was read"_s.arg(
                     budget.documents)});
            break;
        }
        if (chunk.end - chunk.begin > budget.documentBytes) {
            parsed.problems.append(
                {text.markAt(chunk.begin),
                 u"this document is bigger than the %1 MiB that are read of one"_s.arg(
                     budget.documentBytes >> 20)});
            continue;
        }
        if (!fits(ahead[i], budget, nodes, aliases))
            ahead[i] = compose(text, chunk, source, budget, nodes, aliases);
        else {
            ahead[i]->nodesLeft += nodes - budget.nodes;
            ahead[i]->aliasesLeft += aliases - budget.aliases;
        }
        const Composed& composed = *ahead[i];
        parsed.documents += composed.documents;
        parsed.broken += composed.broken;
        parsed.problems += composed.problems;
        nodes = composed.nodesLeft;
        aliases = composed.aliasesLeft;
        if (composed.exhausted)
            break;
    }
    return parsed;
}

} // namespace

Parsed parseManifest(const QByteArray& bytes, const Budget& budget)
{
    return parse(bytes, readWithLibyaml, budget);
}

Parsed parseConfig(const QByteArray& bytes, const Budget& budget)
{
    // yaml-cpp takes half a line end at the very end for a part of the value.
    return parse(bytes.endsWith('\r') ? bytes + '\n' : bytes, readWithYamlCpp, budget);
}

} // namespace plumb::yaml
