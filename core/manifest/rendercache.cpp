// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/rendercache.h"

#include "base/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

namespace plumb::manifest {

//! Generated: the digest of the sources that turn bytes into objects.
extern const char* const kStrictLayer;

namespace {

// An entry is: magic, key, checksum of all that follows, length unpacked, a zstd frame.
constexpr QByteArrayView kMagic("PLUMBRC1");
constexpr qsizetype kKeySize = 32;
constexpr qsizetype kHead = 8 + kKeySize + 32 + 8;
constexpr int kLevel = 3;

const QString kTooLittle = u"tooLittle"_s;
const QString kTemporary = u".new-XXXXXX"_s;

QByteArray digest(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

QByteArray sealed(const QByteArray& key, const QByteArray& content)
{
    QByteArray rest(8, '\0');
    qToLittleEndian(quint64(content.size()), rest.data());
    QByteArray frame(qsizetype(ZSTD_compressBound(size_t(content.size()))), Qt::Uninitialized);
    const size_t packed = ZSTD_compress(frame.data(), size_t(frame.size()), content.constData(),
                                        size_t(content.size()), kLevel);
    if (ZSTD_isError(packed))
        return {};
    rest += QByteArrayView(frame.constData(), qsizetype(packed));
    return kMagic.toByteArray() + key + digest(rest) + rest;
}

std::optional<QByteArray> opened(const QByteArray& key, QByteArrayView bytes, qint64 most)
{
    if (bytes.size() < kHead || !bytes.startsWith(kMagic)
        || bytes.sliced(kMagic.size(), kKeySize) != key)
        return {};
    const QByteArrayView rest = bytes.sliced(kHead - 8);
    if (bytes.sliced(kMagic.size() + kKeySize, 32) != digest(rest))
        return {};
    const quint64 size = qFromLittleEndian<quint64>(rest.data());
    if (size > quint64(most))
        return {};
    QByteArray content(qsizetype(size), Qt::Uninitialized);
    const QByteArrayView frame = rest.sliced(8);
    if (ZSTD_decompress(content.data(), size_t(size), frame.data(), size_t(frame.size())) != size)
        return {};
    return content;
}

QJsonObject toJson(const Desired& desired)
{
    QJsonArray objects;
    QMap<QString, int> files;
    QJsonArray names;
    for (const auto& one : desired.objects) {
        if (!files.contains(one.place.file)) {
            files.insert(one.place.file, int(names.size()));
            names.append(one.place.file);
        }
        objects.append(
            QJsonArray{one.object.revealed(), files.value(one.place.file), one.place.line});
    }
    return {{u"renderer"_s, desired.renderer}, {u"files"_s, names}, {u"objects"_s, objects}};
}

std::optional<Desired> fromJson(const QJsonObject& json)
{
    Desired desired;
    desired.renderer = json.value(u"renderer"_s).toString();
    desired.isComplete = true;
    const QJsonArray names = json.value(u"files"_s).toArray();
    const QJsonArray objects = json.value(u"objects"_s).toArray();
    if (desired.renderer.isEmpty() || objects.isEmpty())
        return {};
    desired.objects.reserve(objects.size());
    for (const auto& value : objects) {
        const QJsonArray one = value.toArray();
        desired.objects.append({objects::Object::fromJson(one.at(0).toObject()),
                                {names.at(one.at(1).toInt()).toString(), one.at(2).toInt()}});
        if (!desired.objects.constLast().object.isValid())
            return {};
    }
    return desired;
}

} // namespace

RenderCache::RenderCache(QString folder)
    : RenderCache(std::move(folder), Limits())
{
}

RenderCache::RenderCache(QString folder, Limits limits)
    : m_folder(std::move(folder))
    , m_limits(limits)
{
}

QByteArray RenderCache::keyOf(const QStringList& parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray& part) {
        hash.addData(QByteArray::number(part.size()) + ':' + part);
    };
    add(kMagic.toByteArray());
    add(kStrictLayer);
    for (const QString& part : parts)
        add(part.toUtf8());
    return hash.result();
}

QString RenderCache::fileOf(const QByteArray& key) const
{
    return m_folder + u'/' + QString::fromLatin1(key.toHex());
}

std::optional<QByteArray> RenderCache::load(const QByteArray& key) const
{
    if (m_folder.isEmpty())
        return {};
    const QByteArray path = QFile::encodeName(fileOf(key));
    const int file = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return {};
    struct stat about = {};
    QByteArray bytes;
    // Compressed it is smaller than unpacked, or hardly larger.
    if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == ::geteuid()
        && about.st_size <= m_limits.entryBytes + (1 << 20)) {
        bytes.resize(qsizetype(about.st_size));
        qsizetype done = 0;
        while (done < bytes.size()) {
            const auto step = ::read(file, bytes.data() + done, size_t(bytes.size() - done));
            if (step <= 0)
                break;
            done += step;
        }
        bytes.truncate(done);
    }
    auto content = opened(key, bytes, m_limits.entryBytes);
    if (content)
        ::futimens(file, nullptr); // used just now
    else
        ::unlink(path.constData());
    ::close(file);
    return content;
}

void RenderCache::store(const QByteArray& key, const QByteArray& content) const
{
    if (m_folder.isEmpty() || content.size() > m_limits.entryBytes)
        return;
    if (!ensurePrivateFolder(m_folder))
        return;
    const QByteArray bytes = sealed(key, content);
    QByteArray temporary = QFile::encodeName(m_folder + u'/' + kTemporary);
    const int file = ::mkostemp(temporary.data(), O_CLOEXEC); // mode 0600
    if (bytes.isEmpty() || file < 0)
        return;
    qsizetype done = 0;
    while (done < bytes.size()) {
        const auto step = ::write(file, bytes.constData() + done, size_t(bytes.size() - done));
        if (step <= 0)
            break;
        done += step;
    }
    // Not durable: what a power cut leaves of it does not match its checksum.
    ::close(file);
    if (done != bytes.size()
        || ::rename(temporary.constData(), QFile::encodeName(fileOf(key)).constData()) != 0)
        ::unlink(temporary.constData());
    evict();
}

void RenderCache::evict() const
{
    const auto files =
        QDir(m_folder).entryInfoList(QDir::Files | QDir::Hidden, QDir::Time); // newest first
    qint64 bytes = 0;
    int entries = 0;
    const QDateTime anHourAgo = QDateTime::currentDateTime().addSecs(-3600);
    for (const QFileInfo& each : files) {
        const bool isLeftOver =
            each.fileName().startsWith(u".new-") && each.lastModified() < anHourAgo;
        bytes += each.size();
        ++entries;
        if (isLeftOver || bytes > m_limits.bytes || entries > m_limits.entries)
            QFile::remove(each.filePath());
    }
}

std::optional<RenderCache::Entry> RenderCache::find(const QByteArray& key) const
{
    const auto fact = findFact(key);
    if (!fact)
        return {};
    if (fact->contains(kTooLittle))
        return Entry{};
    auto desired = fromJson(*fact);
    return desired ? std::optional(Entry{std::move(desired)}) : std::nullopt;
}

void RenderCache::putTooLittle(const QByteArray& key) const
{
    putFact(key, {{kTooLittle, true}});
}

void RenderCache::put(const QByteArray& key, const Desired& desired) const
{
    if (desired.isComplete && desired.problems.isEmpty())
        putFact(key, toJson(desired));
}

std::optional<QJsonObject> RenderCache::findFact(const QByteArray& key) const
{
    const auto content = load(key);
    if (!content)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(*content);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

void RenderCache::putFact(const QByteArray& key, const QJsonObject& fact) const
{
    store(key, QJsonDocument(fact).toJson(QJsonDocument::Compact));
}

} // namespace plumb::manifest
