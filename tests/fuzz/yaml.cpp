// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The YAML front end. What it accepts means the same to it once it is written out again, and JSON
// means what Qt's own reader finds in it.
#include "fuzz/fuzz.h"

#include "yaml/parse.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace plumb;
using yaml::Node;

namespace {

void check(const yaml::Mark& mark, qint64 size)
{
    ALWAYS(mark.line >= 1 && mark.column >= 1);
    ALWAYS(mark.offset >= 0 && mark.offset <= size);
}

void check(const Node& node, qint64 size, int depth, const yaml::Budget& budget)
{
    ALWAYS(depth <= budget.depth);
    check(node.begin, size);
    if (node.end.line > 0)
        check(node.end, size);
    ALWAYS(node.items().empty() || node.type == Node::Type::Sequence);
    ALWAYS(node.members().empty() || node.type == Node::Type::Mapping);
    for (const Node& item : node.items())
        check(item, size, depth + 1, budget);
    for (const Node::Member& member : node.members())
        check(member.value, size, depth + 1, budget);
}

// Small, so that a run is short; aliases may still write out to something large.
yaml::Budget small()
{
    yaml::Budget budget;
    budget.bytes = budget.documentBytes = 1 << 16;
    budget.documents = 200;
    budget.aliases = 200;
    budget.nodes = 5000;
    return budget;
}

yaml::Budget large()
{
    yaml::Budget budget;
    budget.bytes = budget.documentBytes = 1LL << 30;
    budget.nodes = 1'000'000;
    return budget;
}

void checkWritten(const QJsonValue& json, const yaml::Parsed& again)
{
    ALWAYS(again.problems.isEmpty());
    ALWAYS(again.documents.size() == 1);
    const auto& root = again.documents[0].root;
    ALWAYS(root ? root->toJson() == json : json.isNull()); // yaml-cpp has no text of a null
}

void checkSource(const QByteArray& input, const yaml::Parsed& parsed)
{
    for (const yaml::Problem& problem : parsed.problems) {
        check(problem.where, input.size());
        ALWAYS(!problem.message.isEmpty());
    }
    ALWAYS(parsed.broken.isEmpty() || !parsed.problems.isEmpty());
    for (const yaml::Document& document : parsed.documents) {
        check(document.begin, input.size());
        if (!document.root)
            continue;
        check(*document.root, input.size(), 0, small());
        const QJsonValue json = document.root->toJson();
        const QByteArray written = yaml::emitYaml({json});
        checkWritten(json, yaml::parseManifest(written, large()));
        checkWritten(json, yaml::parseConfig(written, large()));
    }
}

} // namespace

// Qt takes \0 for 0, and control characters in strings, where JSON has neither: kubectl then reads
// YAML, in which they are a NUL and a folded line.
static bool isStrict(const QByteArray& json)
{
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!isInString) {
            isInString = c == '"';
        } else if (c == '\\') {
            if (++i == json.size() || !QByteArrayView("\"\\/bfnrtu").contains(json[i]))
                return false;
        } else if (uchar(c) < 0x20) {
            return false;
        } else if (c == '"') {
            isInString = false;
        }
    }
    return true;
}

FUZZ_TARGET(yaml)
{
    const yaml::Parsed manifest = yaml::parseManifest(input, small());
    checkSource(input, manifest);
    checkSource(input, yaml::parseConfig(input, small()));

    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(input, &error);
    if (error.error != QJsonParseError::NoError || !manifest.problems.isEmpty() || !isStrict(input))
        return;
    ALWAYS(manifest.documents.size() == 1 && manifest.documents[0].root);
    const QJsonValue ours = manifest.documents[0].root->toJson();
    ALWAYS(json.isArray() ? ours == QJsonValue(json.array()) : ours == QJsonValue(json.object()));
}
