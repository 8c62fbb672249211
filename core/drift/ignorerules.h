// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "drift/drift.h"

namespace plumb::drift {

//! The ignore rules that concern one object, ready to be asked about its fields.
class IgnoreRules
{
public:
    IgnoreRules(const QList<IgnoreRule>& rules, const objects::ResourceKey& object);

    //! The name of the rule that covers a field; `pointer` holds the tokens of its JSON pointer,
    //! `owners` those who own its live side.
    std::optional<QString> covering(const QStringList& pointer,
                                    const QList<objects::ManagedFieldsEntry>& owners) const;
    //! Some rule concerns only a part of what lies below.
    bool reachBelow(const QStringList& pointer) const;
    //! The value without what rules take out below it, and the first such rule.
    QJsonValue without(const QJsonValue& value, const QStringList& pointer, QString* rule) const;

private:
    struct Pointer
    {
        QString rule;
        QStringList tokens;
    };
    struct Manager
    {
        QString rule, name;
    };
    QList<Pointer> m_pointers;
    QList<Manager> m_managers;
};

} // namespace plumb::drift
