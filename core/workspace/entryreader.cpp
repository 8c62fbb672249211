// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "workspace/entryreader_p.h"

#include "base/text.h"

#include <QRegularExpression>

#include <numeric>

namespace plumb::workspace {

namespace {

int edits(const QString& a, const QString& b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (size_t j = 0; j < size_t(b.size()); ++j) {
            const int above = row[j + 1];
            const int replaced = diagonal + (a[i].toLower() != b[qsizetype(j)].toLower());
            row[j + 1] = std::min({replaced, above + 1, row[j] + 1});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

QString wordFor(yaml::Node::Type type)
{
    switch (type) {
    case yaml::Node::Type::Null:
        return u"nothing"_s;
    case yaml::Node::Type::Bool:
        return u"true or false"_s;
    case yaml::Node::Type::Integer:
    case yaml::Node::Type::Double:
        return u"a number"_s;
    case yaml::Node::Type::String:
        return u"a text"_s;
    case yaml::Node::Type::Sequence:
        return u"a list"_s;
    case yaml::Node::Type::Mapping:
        return u"a mapping"_s;
    }
    return {};
}

QString nearest(const QString& word, const QStringList& candidates)
{
    if (word.size() > 60)
        return {};
    QString best;
    int fewest = int(std::max<qsizetype>(2, word.size() / 2)) + 1;
    for (const QString& each : candidates) {
        const int count = edits(word, each);
        if (count < fewest) {
            fewest = count;
            best = each;
        }
    }
    return best;
}

bool isUrl(const QString& location)
{
    static const QRegularExpression kScp(QRegularExpression::anchoredPattern(
        u"([^-/:@\\s][^/:@\\s]*@)?[^-/:@\\s][^/:@\\s]+:[^:].*"_s));
    return location.contains(u"://")
           || (!location.startsWith(u'/') && kScp.match(location).hasMatch());
}

QString reasonAgainstLocation(const QString& location, bool isPath)
{
    if (isPath) {
        if (!location.startsWith(u'/'))
            return u"the path %1 is not absolute; write it from / on (~ is not expanded)"_s.arg(
                printable(location, 200));
        return {};
    }
    static const QStringList kSchemes{u"https"_s, u"http"_s, u"ssh"_s, u"git"_s, u"file"_s};
    const QString scheme = location.section(u"://"_s, 0, 0);
    if (!isUrl(location) || location.contains(u"::")
        || (location.contains(u"://") && !kSchemes.contains(scheme)))
        return u"%1 is not a URL that Git fetches from; write https://…, ssh://…, git://…, file://… or user@host:path"_s
            .arg(printable(location, 200));
    if (location.contains(u"://-") || location.contains(u"@-"))
        return u"the host of %1 begins with a dash, which ssh would take for an option"_s.arg(
            printable(location, 200));
    return {};
}

EntryReader::EntryReader(const yaml::Node& node, QString what, QString fileName,
                         QList<Problem>* problems)
    : m_node(node)
    , m_what(std::move(what))
    , m_fileName(std::move(fileName))
    , m_problems(problems)
{
}

void EntryReader::problem(const yaml::Mark& where, const QString& message)
{
    m_broken = true;
    m_problems->append({where.line, where.column,
                        u"%1:%2:%3: %4%5"_s.arg(m_fileName)
                            .arg(where.line)
                            .arg(where.column)
                            .arg(message, message.endsWith(u'?') ? QString() : u"."_s)});
}

yaml::Mark EntryReader::markOf(const QString& key) const
{
    const yaml::Node* value = m_node.member(key);
    return value ? value->begin : m_node.begin;
}

bool holdsBroken(const yaml::Node& node)
{
    return node.isBroken || std::any_of(node.items().begin(), node.items().end(), holdsBroken)
           || std::any_of(node.members().begin(), node.members().end(),
                          [](const auto& each) { return holdsBroken(each.value); });
}

const yaml::Node* EntryReader::take(const QString& key)
{
    m_known.append(key);
    const yaml::Node* value = m_node.member(key);
    return value && value->type != yaml::Node::Type::Null ? value : nullptr;
}

QString EntryReader::text(const QString& key)
{
    const yaml::Node* value = take(key);
    if (!value)
        return {};
    if (value->type == yaml::Node::Type::String)
        return value->text();
    // A branch called 1.10 or yes was meant as it is written.
    if (value->type == yaml::Node::Type::Sequence || value->type == yaml::Node::Type::Mapping) {
        problem(value->begin,
                u"%1 of %2 is %3, and must be a text"_s.arg(key, m_what, wordFor(value->type)));
        return {};
    }
    return value->text();
}

QString EntryReader::requiredText(const QString& key, const QString& example)
{
    const QString value = text(key);
    if (value.isEmpty() && !m_broken)
        problem(m_node.begin,
                u"%1 has no %2; add for example `%2: %3`"_s.arg(m_what, key, example));
    return value;
}

bool EntryReader::flag(const QString& key)
{
    const yaml::Node* value = take(key);
    if (value && value->type != yaml::Node::Type::Bool)
        problem(value->begin, u"%1 of %2 is %3, and must be true or false"_s.arg(
                                  key, m_what, wordFor(value->type)));
    return value && value->scalar().toBool();
}

QStringList EntryReader::texts(const QString& key)
{
    QStringList all;
    const yaml::Node* list = take(key);
    if (!list)
        return all;
    bool ok = list->type == yaml::Node::Type::Sequence;
    for (const yaml::Node& each : list->items()) {
        ok = ok && each.type == yaml::Node::Type::String;
        all.append(each.text());
    }
    if (!ok)
        problem(list->begin, u"%1 of %2 must be a list of texts"_s.arg(key, m_what));
    return ok ? all : QStringList();
}

int EntryReader::word(const QString& key, const QStringList& words, int otherwise)
{
    const QString written = text(key);
    if (written.isEmpty())
        return otherwise;
    const auto found = words.indexOf(written);
    if (found < 0)
        problem(markOf(key), u"%1 of %2 is \"%3\", and must be one of %4"_s.arg(
                                 key, m_what, printable(written, 60), words.join(u", "_s)));
    return found < 0 ? otherwise : int(found);
}

void EntryReader::each(const QString& key, const std::function<void(const yaml::Node&)>& read)
{
    const yaml::Node* list = take(key);
    if (!list)
        return;
    if (list->type != yaml::Node::Type::Sequence) {
        problem(list->begin,
                u"%1 of %2 is %3, and must be a list"_s.arg(key, m_what, wordFor(list->type)));
        return;
    }
    for (const yaml::Node& item : list->items())
        read(item);
}

void EntryReader::refuseOthers()
{
    for (const auto& member : m_node.members()) {
        if (m_known.contains(member.key))
            continue;
        const QString meant = nearest(member.key, m_known);
        problem(member.keyMark,
                u"\"%1\" is not a key of %2; %3"_s.arg(
                    printable(member.key, 60), m_what,
                    meant.isEmpty() ? u"its keys are %1"_s.arg(m_known.join(u", "_s))
                                    : u"did you mean \"%1\"?"_s.arg(meant)));
    }
}

} // namespace plumb::workspace
