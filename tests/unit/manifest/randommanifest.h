// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

#include <random>

namespace plumb {

//! Writes manifests as people and programs write them: every style of scalar, list and mapping,
//! with anchors, merge keys, comments and odd keys; as JSON, as a List, with other line ends. The
//! same seed gives the same manifests.
class RandomManifest
{
public:
    explicit RandomManifest(quint64 seed)
        : m_random(seed)
    {
    }
    //! One file of one to three documents, whose objects are named after it.
    QByteArray file(const QByteArray& name);
    //! A few bytes of it are others: what a slip of the hand does, and a merge conflict.
    QByteArray damaged(QByteArray file);

private:
    int upTo(int most); //!< 0 ... most
    bool oneIn(int many) { return upTo(many - 1) == 0; }
    template <typename List>
    auto pick(const List& list)
    {
        return list[size_t(upTo(int(std::size(list)) - 1))];
    }

    QByteArray document(const QByteArray& name, bool isFirst);
    QByteArray object(const QByteArray& name, int indent);
    QByteArray value(int indent, int depth,
                     bool inList); //!< behind "key:" or "-", with its line end
    QByteArray mapping(int indent, int depth);
    QByteArray sequence(int indent, int depth);
    QByteArray blockScalar(int indent);
    QByteArray flow(int depth, int indent);
    QByteArray scalar(int indent, bool inFlow);
    QByteArray plain();
    QByteArray number();
    QByteArray quoted(int indent);
    QByteArray overLines(int indent);
    QByteArray key(int number, bool inFlow);
    QByteArray json(int depth);
    QByteArray jsonText();
    QByteArray comment();
    QByteArray lineEnd();
    QByteArray words(int most);

    std::mt19937_64 m_random;
    QByteArrayList m_anchors, m_mappings; //!< of this document, closed
    int m_made = 0;
    bool m_isJson =
        false; //!< kubectl reads the first document alone as JSON; YAML lacks some escapes
};

} // namespace plumb
