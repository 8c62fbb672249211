// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "yaml/composer_p.h"

#include "base/text.h"

namespace plumb::yaml {

namespace {

constexpr qsizetype kProblemsPerChunk = 20;
constexpr size_t kFew = 16; // members that are sooner compared than hashed

// The end of a stack as a list of exactly its size.
template <typename T>
QList<T> takenFrom(std::vector<T>& stack, size_t first)
{
    const auto begin = stack.begin() + std::ptrdiff_t(first);
    QList<T> list(std::make_move_iterator(begin), std::make_move_iterator(stack.end()));
    stack.erase(begin, stack.end());
    return list;
}

} // namespace

Composer::Composer(const SourceText& text, const Budget& budget, qint64 nodes, int aliases)
    : m_text(text)
    , m_budget(budget)
{
    found.nodesLeft = nodes;
    found.aliasesLeft = aliases;
    m_open.reserve(16);
    m_items.reserve(16);
    m_members.reserve(64);
}

std::optional<size_t> Composer::find(Frame& frame, const QString& key) const
{
    if (m_members.size() - frame.first <= kFew) {
        for (size_t i = frame.first; i < m_members.size(); ++i) {
            if (m_members[i].key == key)
                return i;
        }
        return {};
    }
    for (size_t i = frame.first + size_t(frame.index.size()); i < m_members.size(); ++i)
        frame.index.insert(m_members[i].key, i);
    const auto known = frame.index.constFind(key);
    return known == frame.index.constEnd() ? std::nullopt : std::optional(*known);
}

void Composer::add(Frame& frame, Node::Member&& member, bool isMerged)
{
    if (isMerged) {
        frame.merged.resize(m_members.size() - frame.first);
        frame.merged.push_back(true);
    }
    m_members.push_back(std::move(member));
}

// The document is lost, reading goes on: one look shows all that is wrong.
bool Composer::problem(qint64 offset, QString message)
{
    found.problems.append({m_text.markAt(offset), std::move(message)});
    m_broken = true;
    if (!m_open.empty())
        m_open.back().node.isBroken = true;
    return found.problems.size() < kProblemsPerChunk;
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
    m_items.clear();
    m_members.clear();
    problem(error.offset, message);
}

// Where a parser notices it is often far below the bracket that somebody forgot to close.
QString Composer::unclosed(qint64 offset) const
{
    const Node& open = m_open.back().node;
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
    found.nodesLeft -= nodes;
    if (found.nodesLeft >= 0)
        return true;
    found.exhausted = true;
    return fatal(offset,
                 u"more than %1 values; nothing behind this place was read"_s.arg(m_budget.nodes));
}

bool Composer::take(Event& event)
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
        endDocument();
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

void Composer::endDocument()
{
    const bool empty = m_root && m_root->type == Node::Type::Null && m_root->text().isEmpty();
    (m_broken ? found.broken : found.documents)
        .append({empty ? nullptr : m_root, empty || !m_root ? m_documentBegin : m_root->begin});
}

bool Composer::wantsKey() const
{
    return !m_open.empty() && m_open.back().node.type == Node::Type::Mapping
           && !m_open.back().hasKey;
}

bool Composer::start(Event& event, Node::Type type)
{
    if (!spend(1, event.begin))
        return false;
    if (m_open.size() >= size_t(m_budget.depth))
        return fatal(event.begin,
                     u"nested deeper than %1 levels; the rest of this document was not read"_s.arg(
                         m_budget.depth));
    if (wantsKey()) {
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
    if (!event.anchor.isEmpty())
        m_anchors.insert(event.anchor, {{}, {}, true});
    Frame& frame = m_open.emplace_back();
    frame.node.type = type;
    frame.node.begin = m_text.markAt(event.begin);
    frame.anchor = std::move(event.anchor);
    frame.flow = event.flow;
    frame.lastEnd = event.end;
    frame.first = type == Node::Type::Mapping ? m_members.size() : m_items.size();
    return true;
}

bool Composer::finish(const Event& event)
{
    Frame& frame = m_open.back();
    // The end of a block is only noticed behind blank lines and comments that are not its own.
    const qint64 end = frame.flow ? event.end : frame.lastEnd;
    Built built{std::move(frame.node), frame.weight, false};
    built.node.end = m_text.markAt(end);
    if (built.node.type == Node::Type::Mapping)
        built.node.content = takenFrom(m_members, frame.first);
    else
        built.node.content = takenFrom(m_items, frame.first);
    if (!frame.anchor.isEmpty())
        m_anchors.insert(frame.anchor, built);
    m_open.pop_back();
    const qint64 begin = built.node.begin.offset;
    return place(std::move(built), begin, end);
}

bool Composer::scalar(Event& event)
{
    if (!spend(1, event.begin))
        return false;
    const Resolved resolved = resolveScalar(event.value, event.tag, event.plain);
    const bool isKey = wantsKey();
    if (!resolved.problem.isEmpty() && !problem(event.begin, resolved.problem))
        return false;
    if (isKey && event.anchor.isEmpty())
        return placeKey(resolved, event,
                        event.value == u"<<" && (event.plain || event.tag.endsWith(u":merge")));
    Built built{{}, {1, event.value.size(), 1}, false};
    built.node.begin = m_text.markAt(event.begin);
    built.node.end = m_text.markAt(event.end);
    built.node.type = resolved.type;
    built.node.content = resolved.value;
    if (!event.anchor.isEmpty())
        m_anchors.insert(event.anchor, built);
    if (isKey)
        return placeKey(resolved, event,
                        event.value == u"<<" && (event.plain || event.tag.endsWith(u":merge")));
    if (resolved.type == Node::Type::Double && !std::isfinite(resolved.value.toDouble())
        && !problem(event.begin,
                    u"`%1` cannot be sent: JSON has no such number; quote it if it is text"_s.arg(
                        event.value)))
        return false;
    if (event.number && resolved.type != Node::Type::Integer && resolved.type != Node::Type::Double
        && !problem(event.begin, u"the number %1 is too big"_s.arg(printable(event.value, 40))))
        return false;
    return place(std::move(built), event.begin, event.end);
}

bool Composer::alias(const Event& event)
{
    const auto known = m_anchors.constFind(event.anchor);
    if (known == m_anchors.constEnd())
        return fatal(
            event.begin,
            u"the alias *%1 names an anchor that this document does not have above it"_s.arg(
                printable(event.anchor, 60)));
    if (known->isAnchorOpen)
        return fatal(
            event.begin,
            u"the alias *%1 stands inside the very value it names, which would never end"_s.arg(
                printable(event.anchor, 60)));
    const Built& built = *known;
    if (--found.aliasesLeft < 0) {
        found.exhausted = true;
        return fatal(event.begin, u"more than %1 aliases; nothing behind this place was read"_s.arg(
                                      m_budget.aliases));
    }
    m_expandedBytes += built.weight.bytes;
    if (built.weight.nodes > found.nodesLeft || m_expandedBytes > m_budget.documentBytes)
        return fatal(
            event.begin,
            u"the aliases of this document write out to more than the %1 values or %2 MiB allowed (an alias bomb?)"_s
                .arg(m_budget.nodes)
                .arg(m_budget.documentBytes >> 20));
    found.nodesLeft -= built.weight.nodes;
    if (int(m_open.size()) + built.weight.height > m_budget.depth)
        return fatal(event.begin,
                     u"nested deeper than %1 levels; the rest of this document was not read"_s.arg(
                         m_budget.depth));
    if (!wantsKey())
        return place(Built(built), event.begin, event.end);
    if (built.node.type == Node::Type::Sequence || built.node.type == Node::Type::Mapping)
        return fatal(
            event.begin,
            u"a list or mapping stands where a key belongs; JSON has texts as keys only"_s);
    return placeKey({built.node.type, built.node.scalar(), {}}, event, false);
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

bool Composer::place(Built&& built, qint64 begin, qint64 end)
{
    if (m_open.empty()) {
        m_root = std::make_shared<Node>(std::move(built.node));
        return true;
    }
    Frame& frame = m_open.back();
    frame.lastEnd = std::max(frame.lastEnd, end);
    frame.weight.nodes += built.weight.nodes;
    frame.weight.bytes += built.weight.bytes;
    frame.weight.height = std::max(frame.weight.height, built.weight.height + 1);
    if (frame.node.type == Node::Type::Mapping)
        return placeMember(frame, std::move(built), begin);
    m_items.push_back(std::move(built.node));
    return true;
}

bool Composer::placeMember(Frame& frame, Built&& built, qint64 begin)
{
    frame.hasKey = false;
    if (frame.isMerge) {
        if (built.node.type == Node::Type::Mapping)
            return mergeInto(frame, built.node, begin);
        const QList<Node>& all = built.node.items();
        if (built.node.type != Node::Type::Sequence
            || !std::all_of(all.begin(), all.end(),
                            [](const Node& each) { return each.type == Node::Type::Mapping; }))
            return problem(begin, u"the merge key << wants a mapping or a list of mappings"_s);
        // The first of the list wins.
        for (auto each = all.rbegin(); each != all.rend(); ++each) {
            if (!mergeInto(frame, *each, begin))
                return false;
        }
        return true;
    }
    frame.weight.bytes += frame.key.size();
    const auto known = find(frame, frame.key);
    if (!known) {
        add(frame, {std::move(frame.key), frame.keyMark, std::move(built.node)}, false);
        return true;
    }
    Node::Member& member = m_members[*known];
    if (!frame.isMerged(*known))
        return problem(
            frame.keyMark.offset,
            u"key '%1' defined twice (lines %2 and %3); remove one: tools disagree about which one counts"_s
                .arg(printable(frame.key, 80))
                .arg(member.keyMark.line)
                .arg(frame.keyMark.line));
    member.keyMark = frame.keyMark;
    member.value = std::move(built.node);
    frame.merged[*known - frame.first] = false;
    return true;
}

// As go-yaml v2 does it, and so kubectl: in the order of the text, the later one wins.
bool Composer::mergeInto(Frame& frame, const Node& from, qint64 offset)
{
    if (!spend(from.members().size(), offset))
        return false;
    for (const Node::Member& each : from.members()) {
        if (const auto known = find(frame, each.key))
            m_members[*known].value = each.value;
        else
            add(frame, Node::Member(each), true);
    }
    return true;
}

} // namespace plumb::yaml
