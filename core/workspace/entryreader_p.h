// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workspace/workspace.h"
#include "yaml/node.h"

#include <functional>

namespace plumb::workspace {

//! Reads the members of one mapping and says what is wrong with them, in the words of the file.
class EntryReader
{
public:
    //! `what`: "an application", as messages call it.
    EntryReader(const yaml::Node& node, QString what, QString fileName, QList<Problem>* problems);

    QString text(const QString& key);
    QString requiredText(const QString& key, const QString& example);
    bool flag(const QString& key);
    QStringList texts(const QString& key);
    //! The position of the word in `words`; `otherwise` when the key is missing.
    int word(const QString& key, const QStringList& words, int otherwise);
    void each(const QString& key, const std::function<void(const yaml::Node&)>& read);
    //! Names every key that none of the calls before asked for. Call it last.
    void refuseOthers();

    void problem(const yaml::Mark& where, const QString& message);
    yaml::Mark markOf(const QString& key) const; //!< of its value; of the entry when it is missing
    bool isBroken() const { return m_broken; }
    void setBroken() { m_broken = true; }

private:
    const yaml::Node* take(const QString& key);

    const yaml::Node& m_node;
    QString m_what, m_fileName;
    QList<Problem>* m_problems;
    QStringList m_known;
    bool m_broken = false;
};

//! "an application", "a list": what a value is, for messages.
QString wordFor(yaml::Node::Type type);

//! True if a problem of the YAML itself lies in this value.
bool holdsBroken(const yaml::Node& node);

//! The candidate with the fewest edits between; empty when none is near.
QString nearest(const QString& word, const QStringList& candidates);

//! Why this cannot be the location of a repository, or empty.
QString reasonAgainstLocation(const QString& location, bool isPath);
bool isUrl(const QString& location);

} // namespace plumb::workspace
