// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "objects/resourcekey.h"

#include <QByteArray>
#include <QObject>

#include <memory>
#include <optional>

namespace plumb::kube {

//! What the objects of a kind have in common, so that each is packed as its difference. Immutable;
//! any thread.
class Dictionary
{
public:
    //! Null when there is too little to learn from. Takes a while; worker threads.
    static std::shared_ptr<const Dictionary> train(const QByteArrayList& texts);
    ~Dictionary();
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    qsizetype bytes() const;

private:
    Dictionary() = default;
    friend QByteArray pack(QByteArrayView text, const Dictionary* dictionary);
    friend QByteArray unpack(QByteArrayView packed, const Dictionary* dictionary);
    struct Private;
    std::unique_ptr<Private> d;
};

// zstd, level 1. Any thread.
QByteArray pack(QByteArrayView text, const Dictionary* dictionary);
//! What pack() made, with the same dictionary; anything else is an empty text.
QByteArray unpack(QByteArrayView packed, const Dictionary* dictionary);

//! The dictionary of one kind, shared by all stores of that kind and trained on the first objects
//! that they offer. On the UI thread.
class KindCodec : public QObject
{
    Q_OBJECT
public:
    static std::shared_ptr<KindCodec> of(const QString& group, const QString& kind);
    //! Null until it is trained.
    const std::shared_ptr<const Dictionary>& dictionary() const { return m_dictionary; }
    //! One more object, packed without a dictionary.
    void offer(const QByteArray& packed);

Q_SIGNALS:
    void trained();

private:
    KindCodec() = default;
    std::shared_ptr<const Dictionary> m_dictionary;
    QByteArrayList m_samples;
    qsizetype m_bytes = 0;
    bool m_isDone = false;
};

} // namespace plumb::kube
