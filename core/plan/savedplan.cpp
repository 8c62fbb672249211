// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "plan/savedplan.h"

#include "base/files.h"
#include "base/text.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace plumb::plan {

namespace {

constexpr int kMinutes = 15; // a review does not stay true for longer // reliability P1
constexpr qint64 kMaxBytes = 16 << 20;

QString folderOf(const QString& stateFolder)
{
    return stateFolder + u"/plans"_s;
}

//! Only a digest becomes a file name; whatever else the user typed never reaches the disk.
Result<QString> fileOf(const QString& stateFolder, const QString& digest)
{
    static const QRegularExpression kDigest(u"^sha256:([0-9a-f]{64})\\z"_s);
    const auto match = kDigest.match(digest);
    if (!match.hasMatch())
        return failure(
            Error::Kind::Invalid,
            u"\"%1\" is not the digest of a plan. It looks like sha256: and 64 hexadecimal digits; "
            "plumb plan prints it."_s.arg(printable(digest, 100)));
    return folderOf(stateFolder) + u'/' + match.captured(1) + u".json"_s;
}

QJsonArray toJson(const QList<objects::ResourceKey>& keys)
{
    QJsonArray array;
    for (const auto& key : keys)
        array.append(QJsonObject{{u"group"_s, key.group},
                                 {u"kind"_s, key.kind},
                                 {u"namespace"_s, key.ns},
                                 {u"name"_s, key.name}});
    return array;
}

QList<objects::ResourceKey> keysOf(const QJsonValue& value)
{
    QList<objects::ResourceKey> keys;
    for (const QJsonValue& each : value.toArray()) {
        const QJsonObject key = each.toObject();
        keys.append({key.value(u"group"_s).toString(), key.value(u"kind"_s).toString(),
                     key.value(u"namespace"_s).toString(), key.value(u"name"_s).toString()});
    }
    return keys;
}

void removeExpired(const QString& folder, const QDateTime& now)
{
    for (const QFileInfo& each : QDir(folder).entryInfoList({u"*.json"_s}, QDir::Files))
        if (each.lastModified().secsTo(now) > kMinutes * 60)
            QFile::remove(each.filePath());
}

} // namespace

Result<Unit> savePlan(const QString& stateFolder, const Plan& plan)
{
    PLUMB_TRY(file, fileOf(stateFolder, plan.digest));
    PLUMB_CHECK(ensurePrivateFolder(stateFolder));
    PLUMB_CHECK(ensurePrivateFolder(folderOf(stateFolder)));
    removeExpired(folderOf(stateFolder), plan.madeAt);
    QJsonArray summary;
    for (const Operation& each : plan.operations)
        if (each.chosen && each.action != Action::Unchanged)
            summary.append(describe(each));
    const QJsonObject json{{u"schemaVersion"_s, 1},
                           {u"digest"_s, plan.digest},
                           {u"application"_s, plan.application},
                           {u"revision"_s, plan.revision},
                           {u"commit"_s, plan.commit.toHex()},
                           {u"prune"_s, plan.options.prune},
                           {u"only"_s, toJson(plan.options.only)},
                           {u"force"_s, toJson(plan.options.force)},
                           {u"madeAt"_s, plan.madeAt.toUTC().toString(Qt::ISODateWithMs)},
                           {u"summary"_s, summary}};
    return writeFileDurably(file, QJsonDocument(json).toJson());
}

Result<SavedPlan> loadPlan(const QString& stateFolder, const QString& digest, const QDateTime& now)
{
    PLUMB_TRY(file, fileOf(stateFolder, digest));
    const auto bytes = readFile(file, kMaxBytes);
    if (!bytes && bytes.error().kind == Error::Kind::NotFound)
        return failure(Error::Kind::NotFound, u"There is no saved plan %1 on this machine. Plans "
                                              u"are kept for %2 minutes; make it again "
                                              "with plumb plan."_s.arg(digest)
                                                  .arg(kMinutes));
    if (!bytes)
        return bytes.error();
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    SavedPlan saved;
    saved.digest = json.value(u"digest"_s).toString();
    saved.application = json.value(u"application"_s).toString();
    saved.revision = json.value(u"revision"_s).toString();
    saved.commit = json.value(u"commit"_s).toString();
    saved.options = {json.value(u"prune"_s).toBool(), keysOf(json.value(u"only"_s)),
                     keysOf(json.value(u"force"_s))};
    saved.madeAt = QDateTime::fromString(json.value(u"madeAt"_s).toString(), Qt::ISODateWithMs);
    for (const QJsonValue& each : json.value(u"summary"_s).toArray())
        saved.summary.append(each.toString());
    if (saved.digest != digest || !saved.madeAt.isValid()
        || json.value(u"schemaVersion"_s).toInt() != 1)
        return failure(
            Error::Kind::Invalid,
            u"The saved plan in %1 cannot be read. Make it again with plumb plan."_s.arg(file));
    if (saved.madeAt.secsTo(now) > kMinutes * 60 || saved.madeAt > now.addSecs(60))
        return failure(Error::Kind::NotFound,
                       u"The plan %1 was made %2 ago and has expired; plans are kept for %3 "
                       u"minutes. Make it again "
                       "with plumb plan."_s.arg(digest, shortAge(saved.madeAt, now))
                           .arg(kMinutes));
    return saved;
}

} // namespace plumb::plan
