// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/parse.h"

#include "yaml/composer_p.h"

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

Composer compose(const SourceText& text, Chunk chunk, EventSource source, const Budget& budget,
                 qint64 nodes, int aliases)
{
    if (looksLikeJson(text.bytes(), contentOf(text.bytes(), chunk))) {
        Composer composer(text, budget, nodes, aliases);
        const auto error = readJson(text, contentOf(text.bytes(), chunk), composer);
        const bool isBadEscape = error && error->message.contains(u"surrogate");
        if (isBadEscape)
            composer.syntaxError(*error);
        if (!error || isBadEscape)
            return composer;
    }
    Composer composer(text, budget, nodes, aliases);
    const auto error = source(text, chunk, composer);
    if (error)
        composer.syntaxError(*error);
    if (source == readWithLibyaml || composer.problems.isEmpty())
        return composer;
    // Of an open bracket yaml-cpp makes a key, of a tab an illegal entry, and misleads; libyaml
    // says what is missing.
    Composer other(text, budget, nodes, aliases);
    const auto found = readWithLibyaml(text, chunk, other);
    if (!found || !(found->isUnclosed || found->message.contains(u"a tab stands")))
        return composer;
    other.syntaxError(*found);
    return other;
}

Parsed parse(const QByteArray& bytes, EventSource source, const Budget& budget)
{
    Parsed parsed;
    if (bytes.size() > budget.bytes) {
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
    for (const Chunk& chunk : chunks) {
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
        const Composer composer = compose(text, chunk, source, budget, nodes, aliases);
        parsed.documents += composer.documents;
        parsed.broken += composer.broken;
        parsed.problems += composer.problems;
        nodes = composer.nodesLeft;
        aliases = composer.aliasesLeft;
        if (composer.exhausted)
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
    return parse(bytes, readWithYamlCpp, budget);
}

} // namespace plumb::yaml
