// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/events_p.h"
#include "yaml/parse.h"
#include "yaml/scalars_p.h"

#include <QHash>

namespace plumb::yaml {

//! Builds the documents of one chunk out of events and refuses what is not strict: duplicate keys,
//! cycles, keys that are no text, whatever is over budget. Resolves aliases and merge keys.
class Composer final : public EventSink
{
public:
    //! `nodes`, `aliases`: what is left of the budget of the whole source.
    Composer(const SourceText& text, const Budget& budget, qint64 nodes, int aliases);
    bool take(const Event& event) override;
    void syntaxError(const SyntaxError& error);

    QList<Document> documents, broken;
    QList<Problem> problems;
    qint64 nodesLeft = 0;
    int aliasesLeft = 0;
    bool exhausted = false; //!< the source's own budget is spent: nothing behind is read

private:
    // What a value weighs once its aliases are written out: a bomb is small only while it is not.
    struct Weight
    {
        qint64 nodes = 1, bytes = 0;
        int height = 1;
    };
    struct Built
    {
        std::shared_ptr<const Node> node;
        Weight weight;
        bool isAnchorOpen = false;
    };
    struct Frame
    {
        std::shared_ptr<Node> node;
        Weight weight;
        QString anchor;
        bool flow = false;
        bool hasKey = false, isMerge = false;
        QString key;
        Mark keyMark;
        qint64 lastEnd = 0;
        QHash<QString, size_t> index; // of a mapping with many members: key to member
        std::vector<bool> merged; // of a mapping with merge keys: the member came from one

        std::optional<size_t> find(const QString& wanted);
        void add(Node::Member member, bool isMerged);
        bool isMerged(size_t at) const { return at < merged.size() && merged[at]; }
    };

    bool problem(qint64 offset, QString message);
    QString unclosed(qint64 offset) const;
    bool fatal(qint64 offset, QString message);
    bool start(const Event& event, Node::Type type);
    bool finish(const Event& event);
    bool scalar(const Event& event);
    bool alias(const Event& event);
    bool place(Built built, const Event& event);
    bool placeKey(const Resolved& scalar, const Event& event, bool isMerge);
    bool placeMember(Frame& frame, Built built, const Event& event);
    bool mergeInto(Frame& frame, const Node& from, qint64 offset);
    bool spend(qint64 nodes, qint64 offset);
    void endDocument(const Event& event);

    const SourceText& m_text;
    const Budget& m_budget;
    std::vector<Frame> m_open;
    QHash<QString, Built> m_anchors;
    std::shared_ptr<const Node> m_root;
    Mark m_documentBegin;
    qint64 m_expandedBytes = 0;
    bool m_broken = false;
};

} // namespace plumb::yaml
