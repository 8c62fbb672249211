// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/events_p.h"
#include "yaml/parse.h"
#include "yaml/scalars_p.h"

#include <QHash>

namespace plumb::yaml {

//! What a chunk holds, and what is left of the budget behind it.
struct Composed
{
    QList<Document> documents, broken;
    QList<Problem> problems;
    qint64 nodesLeft = 0;
    int aliasesLeft = 0;
    bool exhausted = false; //!< the source's own budget is spent: nothing behind is read
};

//! Builds the documents of one chunk out of events and refuses what is not strict: duplicate keys,
//! cycles, keys that are no text, whatever is over budget. Resolves aliases and merge keys.
class Composer final : public EventSink
{
public:
    //! `nodes`, `aliases`: what is left of the budget of the whole source.
    Composer(const SourceText& text, const Budget& budget, qint64 nodes, int aliases);
    bool take(Event& event) override;
    void syntaxError(const SyntaxError& error);

    Composed found;

private:
    // What a value weighs once its aliases are written out: a bomb is small only while it is not.
    struct Weight
    {
        qint64 nodes = 1, bytes = 0;
        int height = 1;
    };
    struct Built
    {
        Node node;
        Weight weight;
        bool isAnchorOpen = false;
    };
    struct Frame
    {
        Node node; // without its content, which grows on m_items or m_members
        Weight weight;
        QString anchor;
        bool flow = false;
        bool hasKey = false, isMerge = false;
        QString key;
        Mark keyMark;
        qint64 lastEnd = 0;
        size_t first = 0; // of its content: where it begins
        QHash<QString, size_t> index; // of a mapping with many members: key to place on m_members
        std::vector<bool> merged; // of a mapping with merge keys: the member came from one

        bool isMerged(size_t at) const { return at < merged.size() + first && merged[at - first]; }
    };

    bool problem(qint64 offset, QString message);
    QString unclosed(qint64 offset) const;
    bool fatal(qint64 offset, QString message);
    bool wantsKey() const;
    bool start(Event& event, Node::Type type);
    bool finish(const Event& event);
    bool scalar(Event& event);
    bool alias(const Event& event);
    bool place(Built&& built, qint64 begin, qint64 end);
    bool placeKey(const Resolved& scalar, const Event& event, bool isMerge);
    bool placeMember(Frame& frame, Built&& built, qint64 begin);
    bool mergeInto(Frame& frame, const Node& from, qint64 offset);
    std::optional<size_t> find(Frame& frame, const QString& key) const;
    void add(Frame& frame, Node::Member&& member, bool isMerged);
    bool spend(qint64 nodes, qint64 offset);
    void endDocument();

    const SourceText& m_text;
    const Budget& m_budget;
    std::vector<Frame> m_open;
    // What the open values hold so far, the innermost last: a list is made once its length is
    // known.
    std::vector<Node> m_items;
    std::vector<Node::Member> m_members;
    QHash<QString, Built> m_anchors;
    std::shared_ptr<const Node> m_root;
    Mark m_documentBegin;
    qint64 m_expandedBytes = 0;
    bool m_broken = false;
};

} // namespace plumb::yaml
