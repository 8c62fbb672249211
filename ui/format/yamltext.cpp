// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "format/yamltext.h"

#include "base/text.h"
#include "format/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace plumb::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString scalar(const QJsonValue& value)
{
    if (value.isArray())
        return u"[]"_s;
    if (value.isObject())
        return u"{}"_s;
    return printable(valueFull(value));
}

bool isBranch(const QJsonValue& value)
{
    return (value.isObject() && !value.toObject().isEmpty())
           || (value.isArray() && !value.toArray().isEmpty());
}

// the order in which people write a manifest
int rank(const QString& key)
{
    static const QStringList first{u"apiVersion"_s, u"kind"_s,      u"metadata"_s,
                                   u"name"_s,       u"namespace"_s, u"image"_s};
    const auto index = first.indexOf(key);
    return index < 0 ? int(first.size()) : int(index);
}

void append(QStringList& out, const QJsonValue& value, int indent, const QString& lead)
{
    const QString pad(indent, u' ');
    if (value.isObject()) {
        const auto object = value.toObject();
        auto keys = object.keys();
        std::stable_sort(keys.begin(), keys.end(),
                         [](const auto& a, const auto& b) { return rank(a) < rank(b); });
        bool first = true;
        for (const auto& key : keys) {
            const auto child = object.value(key);
            const auto start =
                (first ? pad.left(indent - int(lead.size())) + lead : pad) + printable(key) + u':';
            first = false;
            const auto text = child.toString();
            if (isBranch(child)) {
                out << start;
                append(out, child, child.isArray() ? indent : indent + 2, {});
            } else if (text.contains(u'\n')) {
                out << start + (text.endsWith(u'\n') ? u" |"_s : u" |-"_s);
                auto lines = text.split(u'\n');
                if (text.endsWith(u'\n'))
                    lines.removeLast();
                for (const auto& line : lines)
                    out << QString(indent + 2, u' ') + printable(line);
            } else {
                out << start + u' ' + scalar(child);
            }
        }
    } else if (value.isArray()) {
        for (const auto& element : value.toArray()) {
            if (isBranch(element))
                append(out, element, indent + 2, u"- "_s);
            else
                out << pad + u"- "_s + scalar(element);
        }
    } else {
        out << pad + scalar(value);
    }
}

} // namespace

QStringList yamlLines(const QJsonValue& value)
{
    QStringList out;
    if (isBranch(value))
        append(out, value, 0, {});
    else
        out << scalar(value);
    return out;
}

QJsonObject readable(QJsonObject object)
{
    object.remove(u"status"_s);
    auto metadata = object.value(u"metadata"_s).toObject();
    for (const auto& key : {u"managedFields"_s, u"resourceVersion"_s, u"uid"_s, u"generation"_s,
                            u"creationTimestamp"_s, u"selfLink"_s})
        metadata.remove(key);
    auto annotations = metadata.value(u"annotations"_s).toObject();
    annotations.remove(u"kubectl.kubernetes.io/last-applied-configuration"_s);
    annotations.remove(u"deployment.kubernetes.io/revision"_s);
    if (annotations.isEmpty())
        metadata.remove(u"annotations"_s);
    else
        metadata.insert(u"annotations"_s, annotations);
    object.insert(u"metadata"_s, metadata);
    return object;
}

QList<TextLine> diffLines(const git::FileDiff& diff)
{
    using Kind = git::DiffLine::Kind;
    QList<TextLine> lines;
    lines.reserve(diff.lines.size());
    for (const auto& line : diff.lines)
        lines.append({line.kind == Kind::Added     ? LineKind::Added
                      : line.kind == Kind::Removed ? LineKind::Removed
                      : line.kind == Kind::Hunk    ? LineKind::Gap
                                                   : LineKind::Context,
                      line.text});
    return lines;
}

QList<TextLine> lineDiff(const QStringList& before, const QStringList& after, int context)
{
    qsizetype head = 0, tail = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const auto n = before.size() - head - tail, m = after.size() - head - tail;

    QList<TextLine> all;
    for (qsizetype i = 0; i < head; ++i)
        all.append({LineKind::Context, before[i]});
    // a table of n × m is exact; beyond that everything between the equal ends counts as replaced
    if (n * m <= 4'000'000) {
        std::vector<int> length(size_t((n + 1) * (m + 1)), 0);
        const auto at = [&](qsizetype i, qsizetype j) -> int& {
            return length[size_t(i * (m + 1) + j)];
        };
        for (auto i = n - 1; i >= 0; --i) {
            for (auto j = m - 1; j >= 0; --j)
                at(i, j) = before[head + i] == after[head + j]
                               ? at(i + 1, j + 1) + 1
                               : std::max(at(i + 1, j), at(i, j + 1));
        }
        qsizetype i = 0, j = 0;
        while (i < n || j < m) {
            if (i < n && j < m && before[head + i] == after[head + j]) {
                all.append({LineKind::Context, before[head + i]});
                ++i, ++j;
            } else if (i < n && (j == m || at(i + 1, j) >= at(i, j + 1))) {
                all.append({LineKind::Removed, before[head + i++]});
            } else {
                all.append({LineKind::Added, after[head + j++]});
            }
        }
    } else {
        for (qsizetype i = 0; i < n; ++i)
            all.append({LineKind::Removed, before[head + i]});
        for (qsizetype j = 0; j < m; ++j)
            all.append({LineKind::Added, after[head + j]});
    }
    for (qsizetype i = before.size() - tail; i < before.size(); ++i)
        all.append({LineKind::Context, before[i]});

    if (context < 0)
        return all;
    QList<TextLine> shown;
    for (qsizetype i = 0; i < all.size();) {
        if (all[i].kind != LineKind::Context) {
            shown.append(all[i++]);
            continue;
        }
        auto end = i;
        while (end < all.size() && all[end].kind == LineKind::Context)
            ++end;
        const auto keepBefore = i == 0 ? 0 : context, keepAfter = end == all.size() ? 0 : context;
        const auto hidden = end - i - keepBefore - keepAfter;
        if (hidden <= 1) {
            shown.append(all.mid(i, end - i));
        } else {
            shown.append(all.mid(i, keepBefore));
            shown.append(
                {LineKind::Gap, QCoreApplication::translate("plumb::ui", "… %n unchanged lines",
                                                            nullptr, int(hidden))});
            shown.append(all.mid(end - keepAfter, keepAfter));
        }
        i = end;
    }
    return shown;
}

std::pair<QList<TextLine>, QList<TextLine>> twoSides(const QList<TextLine>& lines)
{
    QList<TextLine> left, right;
    const auto level = [&left, &right] {
        while (left.size() < right.size())
            left.append({LineKind::Filler, {}});
        while (right.size() < left.size())
            right.append({LineKind::Filler, {}});
    };
    for (const auto& line : lines) {
        if (line.kind == LineKind::Added) {
            left.append(line);
        } else if (line.kind == LineKind::Removed) {
            right.append(line);
        } else {
            level();
            left.append(line);
            right.append(line);
        }
    }
    level();
    return {left, right};
}

} // namespace plumb::ui
