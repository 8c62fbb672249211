// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/composer_p.h"

#include "base/text.h"

namespace plumb::yaml {

namespace {

constexpr qsizetype kProblemsPerChunk = 20;
constexpr size_t kFew = 12; // members that are sooner compared than hashed

} // namespace

Composer::Composer(const SourceText& text, const Budget& budget, qint64 nodes, int aliases)
    : nodesLeft(nodes)
    , aliasesLeft(aliases)
    , m_text(text)
    , m_budget(budget)
{
}

std::optional<size_t> Composer::Frame::find(const QString& wanted)
{
    const auto& members = node->members;
    if (members.size() <= kFew) {
        for (size_t i = 0; i < members.size(); ++i) {
            if (members[i].key == wanted)
                return i;
        }
        return {};
    }
    for (size_t i = size_t(index.size()); i < members.size(); ++i)
        index.insert(members[i].key, i);
    const auto found = index.constFind(wanted);
    return found == index.constEnd() ? std::nullopt : std::optional(*found);
}

void Composer::Frame::add(Node::Member member, bool isMerged)
{
    if (isMerged) {
        merged.resize(node->members.size());
        merged.push_back(true);
    }
    node->members.push_back(std::move(member));
}

// The document is lost, reading goes on: one look shows all that is wrong.
bool Composer::problem(qint64 offset, QString message)
{
    problems.append({m_text.markAt(offset), std::move(message)});
    m_broken = true;
    if (!m_open.empty())
        m_open.back().node->isBroken = true;
    return problems.size() < kProblemsPerChunk;
}

bool Composer::fatal(qint64 offset, QString message)
{
    problem(offset, std::move(message));
    return false;
}

void Composer::syntaxError(const SyntaxError& error)
{
    const QString message = error.isUnclosed && !m_open.empty() && m_open.back().flow
                                ? unclosed(error.offset)
                                : error.message;
    m_open.clear();
    problem(error.offset, message);
}

// Where a parser notices it is often far below the bracket that somebody forgot to close.
QString Composer::unclosed(qint64 offset) const
{
    const Node& open = *m_open.back().node;
    const bool isMapping = open.type == Node::Type::Mapping;
    const QString opened = u"the %1 opened on line %2, column %3"_s.arg(isMapping ? u"{"_s : u"["_s)
                               .arg(open.begin.line)
                               .arg(open.begin.column);
    const QByteArrayView rest = QByteArrayView(m_text.bytes()).sliced(offset);
    if (rest.trimmed().isEmpty() || rest.startsWith("---"))
        return u"not valid YAML: %1 is not closed"_s.arg(opened);
    return u"not valid YAML: a comma or %1 is missing before this place, in %2"_s.arg(
        isMapping ? u"}"_s : u"]"_s, opened);
}

bool Composer::spend(qint64 nodes, qint64 offset)
{
    nodesLeft -= nodes;
    if (nodesLeft >= 0)
        return true;
    exhausted = true;
    return fatal(offset,
                 u"more than %1 values; nothing behind this place was read"_s.arg(m_budget.nodes));
}

bool Composer::take(const Event& event)
{
    switch (event.type) {
    case Event::Type::DocumentStart:
        m_documentBegin = m_text.markAt(event.begin);
        m_anchors.clear();
        m_root.reset();
        m_expandedBytes = 0;
        m_broken = false;
        return true;
    case Event::Type::DocumentEnd:
        endDocument(event);
        return true;
    case Event::Type::Scalar:
        return scalar(event);
    case Event::Type::Alias:
        return alias(event);
    case Event::Type::SequenceStart:
        return start(event, Node::Type::Sequence);
    case Event::Type::MappingStart:
        return start(event, Node::Type::Mapping);
    case Event::Type::SequenceEnd:
    case Event::Type::MappingEnd:
        return finish(event);
    }
    return true;
}

void Composer::endDocument(const Event&)
{
    const bool empty = m_root && m_root->type == Node::Type::Null && m_root->text.isEmpty();
    (m_broken ? broken : documents)
        .append({empty ? nullptr : m_root, empty || !m_root ? m_documentBegin : m_root->begin});
}

bool Composer::start(const Event& event, Node::Type type)
{
    if (!spend(1, event.begin))
        return false;
    if (m_open.size() >= size_t(m_budget.depth))
        return fatal(event.begin,
                     u"nested deeper than %1 levels; the rest of this document was not read"_s.arg(
                         m_budget.depth));
    if (!m_open.empty() && m_open.back().node->type == Node::Type::Mapping
        && !m_open.back().hasKey) {
        const auto before =
            QByteArrayView(m_text.bytes()).sliced(std::max<qint64>(event.begin - 1, 0));
        if (before.startsWith("{{") && !before.startsWith("{{{"))
            return fatal(
                event.begin - 1,
                u"{{ begins a template, which is not YAML yet: render it first (of a Helm chart commit what `helm template` prints)"_s);
        return fatal(
            event.begin,
            u"a list or mapping stands where a key belongs; JSON has texts as keys only"_s);
    }
    Frame frame;
    frame.node = std::make_shared<Node>();
    frame.node->type = type;
    frame.node->begin = m_text.markAt(event.begin);
    frame.anchor = event.anchor;
    frame.flow = event.flow;
    frame.lastEnd = event.end;
    if (!event.anchor.isEmpty())
        m_anchors.insert(event.anchor, {nullptr, {}, true});
    m_open.push_back(std::move(frame));
    return true;
}

bool Composer::finish(const Event& event)
{
    Frame frame = std::move(m_open.back());
    m_open.pop_back();
    // The end of a block is only noticed behind blank lines and comments that are not its own.
    const qint64 end = frame.flow ? event.end : frame.lastEnd;
    frame.node->end = m_text.markAt(end);
    Built built{frame.node, frame.weight, false};
    if (!frame.anchor.isEmpty())
        m_anchors.insert(frame.anchor, built);
    Event whole = event;
    whole.begin = frame.node->begin.offset;
    whole.end = end;
    return place(std::move(built), whole);
}

bool Composer::scalar(const Event& event)
{
    if (!spend(1, event.begin))
        return false;
    const Resolved found = resolveScalar(event.value, event.tag, event.plain);
    const bool isKey =
        !m_open.empty() && m_open.back().node->type == Node::Type::Mapping && !m_open.back().hasKey;
    if (!found.problem.isEmpty() && !problem(event.begin, found.problem))
        return false;
    if (isKey && event.anchor.isEmpty())
        return placeKey(found, event,
                        event.value == u"<<" && (event.plain || event.tag.endsWith(u":merge")));
    auto node = std::make_shared<Node>();
    node->type = found.type;
    node->scalar = found.value;
    node->text = event.value;
    node->begin = m_text.markAt(event.begin);
    node->end = m_text.markAt(event.end);
    Built built{std::move(node), {1, event.value.size(), 1}, false};
    if (!event.anchor.isEmpty())
        m_anchors.insert(event.anchor, built);
    if (isKey)
        return placeKey(found, event,
                        event.value == u"<<" && (event.plain || event.tag.endsWith(u":merge")));
    if (found.type == Node::Type::Double && !std::isfinite(found.value.toDouble())
        && !problem(event.begin,
                    u"`%1` cannot be sent: JSON has no such number; quote it if it is text"_s.arg(
                        event.value)))
        return false;
    if (event.number && found.type != Node::Type::Integer && found.type != Node::Type::Double
        && !problem(event.begin, u"the number %1 is too big"_s.arg(printable(event.value, 40))))
        return false;
    return place(std::move(built), event);
}

bool Composer::alias(const Event& event)
{
    const auto found = m_anchors.constFind(event.anchor);
    if (found == m_anchors.constEnd())
        return fatal(
            event.begin,
            u"the alias *%1 names an anchor that this document does not have above it"_s.arg(
                printable(event.anchor, 60)));
    if (found->isAnchorOpen)
        return fatal(
            event.begin,
            u"the alias *%1 stands inside the very value it names, which would never end"_s.arg(
                printable(event.anchor, 60)));
    const Built& built = *found;
    if (--aliasesLeft < 0) {
        exhausted = true;
        return fatal(event.begin, u"more than %1 aliases; nothing behind this place was read"_s.arg(
                                      m_budget.aliases));
    }
    m_expandedBytes += built.weight.bytes;
    if (built.weight.nodes > nodesLeft || m_expandedBytes > m_budget.documentBytes)
        return fatal(
            event.begin,
            u"the aliases of this document write out to more than the %1 values or %2 MiB allowed (an alias bomb?)"_s
                .arg(m_budget.nodes)
                .arg(m_budget.documentBytes >> 20));
    nodesLeft -= built.weight.nodes;
    if (int(m_open.size()) + built.weight.height > m_budget.depth)
        return fatal(event.begin,
                     u"nested deeper than %1 levels; the rest of this document was not read"_s.arg(
                         m_budget.depth));
    const bool isKey =
        !m_open.empty() && m_open.back().node->type == Node::Type::Mapping && !m_open.back().hasKey;
    if (!isKey)
        return place(built, event);
    if (built.node->type == Node::Type::Sequence || built.node->type == Node::Type::Mapping)
        return fatal(
            event.begin,
            u"a list or mapping stands where a key belongs; JSON has texts as keys only"_s);
    return placeKey({built.node->type, built.node->scalar, {}}, event, false);
}

bool Composer::placeKey(const Resolved& scalar, const Event& event, bool isMerge)
{
    Frame& frame = m_open.back();
    frame.hasKey = true;
    frame.isMerge = isMerge;
    frame.keyMark = m_text.markAt(event.begin);
    frame.key = keyText(scalar);
    frame.lastEnd = event.end;
    if (scalar.type == Node::Type::Null)
        return problem(event.begin, u"a key is missing, or is null; quote it if it is text"_s);
    return true;
}

bool Composer::place(Built built, const Event& event)
{
    if (m_open.empty()) {
        m_root = std::move(built.node);
        return true;
    }
    Frame& frame = m_open.back();
    frame.lastEnd = std::max(frame.lastEnd, event.end);
    frame.weight.nodes += built.weight.nodes;
    frame.weight.bytes += built.weight.bytes;
    frame.weight.height = std::max(frame.weight.height, built.weight.height + 1);
    if (frame.node->type == Node::Type::Mapping)
        return placeMember(frame, std::move(built), event);
    frame.node->items.push_back(std::move(built.node));
    return true;
}

bool Composer::placeMember(Frame& frame, Built built, const Event& event)
{
    frame.hasKey = false;
    if (frame.isMerge) {
        if (built.node->type == Node::Type::Mapping)
            return mergeInto(frame, *built.node, event.begin);
        bool mappings = built.node->type == Node::Type::Sequence;
        for (const auto& each : built.node->items)
            mappings = mappings && each->type == Node::Type::Mapping;
        if (!mappings)
            return problem(event.begin,
                           u"the merge key << wants a mapping or a list of mappings"_s);
        // The first of the list wins.
        for (auto each = built.node->items.rbegin(); each != built.node->items.rend(); ++each) {
            if (!mergeInto(frame, **each, event.begin))
                return false;
        }
        return true;
    }
    frame.weight.bytes += frame.key.size();
    const auto known = frame.find(frame.key);
    if (!known) {
        frame.add({std::move(frame.key), frame.keyMark, std::move(built.node)}, false);
        return true;
    }
    Node::Member& member = frame.node->members[*known];
    if (!frame.isMerged(*known))
        return problem(
            frame.keyMark.offset,
            u"key '%1' defined twice (lines %2 and %3); remove one: tools disagree about which one counts"_s
                .arg(printable(frame.key, 80))
                .arg(member.keyMark.line)
                .arg(frame.keyMark.line));
    member.keyMark = frame.keyMark;
    member.value = std::move(built.node);
    frame.merged[*known] = false;
    return true;
}

// As go-yaml v2 does it, and so kubectl: in the order of the text, the later one wins.
bool Composer::mergeInto(Frame& frame, const Node& from, qint64 offset)
{
    if (!spend(qint64(from.members.size()), offset))
        return false;
    for (const Node::Member& each : from.members) {
        if (const auto known = frame.find(each.key))
            frame.node->members[*known].value = each.value;
        else
            frame.add(each, true);
    }
    return true;
}

} // namespace plumb::yaml
