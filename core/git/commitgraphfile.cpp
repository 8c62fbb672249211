// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The format: gitformat-commit-graph(5). A wrong parent in a damaged file looks like a right one,
// so nothing read here is shown before isIntact() has said yes.

#include "git/commitgraphfile_p.h"

#include "base/files.h"

#include <QDirIterator>
#include <QtEndian>

#include <openssl/evp.h> // faster than Qt's SHA-1

#include <algorithm>
#include <memory>
#include <numeric>
#include <sys/mman.h>

namespace plumb::git {

namespace {

constexpr qint64 kHeader = 8, kEntry = 12, kHash = 20, kRecord = 36;
constexpr quint32 kNoParent = 0x7000'0000, kFlag = 0x8000'0000;
constexpr quint32 kMostCommits = kNoParent; // what positions can name
constexpr int kMostLayers = 64;
constexpr qint64 kFilterHeader = 12;
constexpr quint32 kMostHashes = 32;

constexpr quint32 chunkName(const char (&name)[5])
{
    return quint32(quint8(name[0])) << 24 | quint32(quint8(name[1])) << 16
           | quint32(quint8(name[2])) << 8 | quint32(quint8(name[3]));
}

quint32 word(const uchar* at)
{
    return qFromBigEndian<quint32>(at);
}

Error damaged(const QString& path, const QString& what)
{
    return failure(Error::Kind::Invalid, u"The commit graph %1 is damaged: %2."_s.arg(path, what));
}

bool hasReplacedObjects(const QString& gitFolder)
{
    QDirIterator loose(gitFolder + u"/refs/replace"_s, QDir::Files, QDirIterator::Subdirectories);
    if (loose.hasNext())
        return true;
    QFile packed(gitFolder + u"/packed-refs"_s);
    if (!packed.open(QIODevice::ReadOnly) || packed.size() == 0)
        return false;
    const uchar* bytes = packed.map(0, packed.size());
    return bytes && QByteArrayView(bytes, packed.size()).contains(QByteArrayView(" refs/replace/"));
}

bool hasContent(const QString& path)
{
    return QFileInfo(path).size() > 0;
}

} // namespace

struct CommitGraphFile::Layer
{
    QFile file;
    std::span<const uchar> bytes;
    quint32 first = 0, count = 0; // positions of its commits in the chain
    quint32 edgeCount = 0, overflowCount = 0;
    const uchar* fanout = nullptr;
    const uchar* ids = nullptr;
    const uchar* records = nullptr;
    const uchar* edges = nullptr;
    const uchar* offsets = nullptr; // of corrected dates; null: levels only
    const uchar* overflows = nullptr;
    const uchar* filterEnds = nullptr; // null: it has no filters of changed paths
    std::span<const uchar> filters;
    FilterRules filterRules;

    const uchar* idAt(quint32 at) const { return ids + qint64(at - first) * kHash; }
    const uchar* recordAt(quint32 at) const { return records + qint64(at - first) * kRecord; }
    QByteArrayView trailer() const
    {
        return QByteArrayView(bytes.last(size_t(kHash)).data(), kHash);
    }

    //! `below`: checksums of the layers that it stands on.
    Result<Unit> read(const QString& path, quint32 firstPosition, const QByteArrayList& below);
    Result<Unit> takeChunk(const QString& path, quint32 name, std::span<const uchar> chunk,
                           const QByteArrayList& below);
    bool isOrdered() const;
    std::span<const uchar> filterAt(quint32 at) const;
};

Result<Unit> CommitGraphFile::Layer::read(const QString& path, quint32 firstPosition,
                                          const QByteArrayList& below)
{
    first = firstPosition;
    file.setFileName(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound,
                       u"There is no commit graph %1: %2."_s.arg(path, file.errorString()));
    const qint64 size = file.size();
    const uchar* mapped = size >= kHeader + kEntry + kHash ? file.map(0, size) : nullptr;
    if (!mapped)
        return damaged(path, u"it has %1 bytes"_s.arg(size));
    bytes = {mapped, size_t(size)};
    if (word(mapped) != chunkName("CGPH") || mapped[4] != 1)
        return damaged(path, u"it does not begin as version 1 does"_s);
    if (mapped[5] == 2)
        return failure(Error::Kind::Unsupported,
                       u"The commit graph %1 has SHA-256 names."_s.arg(path));
    const int chunks = mapped[6];
    const qint64 body = kHeader + kEntry * (chunks + 1), end = size - kHash;
    if (mapped[5] != 1 || mapped[7] != below.size() || body > end)
        return damaged(path, u"its header is wrong"_s);
    const auto offsetOf = [&](int chunk) {
        return qFromBigEndian<quint64>(mapped + kHeader + kEntry * chunk + 4);
    };
    for (int i = 0; i < chunks; ++i) {
        const quint64 from = offsetOf(i), to = offsetOf(i + 1);
        if (from < quint64(body) || to < from || to > quint64(end))
            return damaged(path, u"a chunk leaves the file"_s);
        PLUMB_CHECK(takeChunk(path, word(mapped + kHeader + kEntry * i),
                              bytes.subspan(size_t(from), size_t(to - from)), below));
    }
    if (!fanout || !ids || !records)
        return damaged(path, u"a chunk is missing"_s);
    for (int i = 1; i < 256; ++i)
        if (word(fanout + i * 4) < word(fanout + (i - 1) * 4))
            return damaged(path, u"its index is not in order"_s);
    return Unit{};
}

Result<Unit> CommitGraphFile::Layer::takeChunk(const QString& path, quint32 name,
                                               std::span<const uchar> chunk,
                                               const QByteArrayList& below)
{
    const auto size = qint64(chunk.size());
    const auto perCommit = [&](const uchar*& place, qint64 bytesEach) {
        place = chunk.data();
        return fanout && size == count * bytesEach;
    };
    bool isRight = true;
    switch (name) {
    case chunkName("OIDF"): // git writes it first, and once: the sizes of the others follow from it
        isRight = !fanout && size == 256 * 4;
        if (!isRight)
            break;
        fanout = chunk.data();
        count = word(fanout + 255 * 4);
        isRight = count < kMostCommits - first;
        break;
    case chunkName("OIDL"):
        isRight = perCommit(ids, kHash);
        break;
    case chunkName("CDAT"):
        isRight = perCommit(records, kRecord);
        break;
    case chunkName("GDA2"):
        isRight = perCommit(offsets, 4);
        break;
    case chunkName("EDGE"):
        edges = chunk.data();
        edgeCount = quint32(std::min<qint64>(size / 4, kFlag));
        break;
    case chunkName("GDO2"):
        overflows = chunk.data();
        overflowCount = quint32(std::min<qint64>(size / 8, kFlag));
        break;
    case chunkName("BIDX"):
        isRight = perCommit(filterEnds, 4);
        break;
    case chunkName("BDAT"):
        isRight = size >= kFilterHeader;
        if (!isRight)
            break;
        filterRules = {word(chunk.data()), std::min(word(chunk.data() + 4), kMostHashes)};
        filters = chunk.subspan(kFilterHeader);
        break;
    case chunkName("BASE"):
        isRight = size == below.size() * kHash;
        for (qsizetype i = 0; isRight && i < below.size(); ++i)
            isRight = QByteArrayView(chunk.data() + i * kHash, kHash) == below[i];
        break;
    default:
        break; // what this program does not know is not needed
    }
    if (!isRight)
        return damaged(path, u"a chunk has the wrong size or content"_s);
    return Unit{};
}

//! Empty: there is none.
std::span<const uchar> CommitGraphFile::Layer::filterAt(quint32 at) const
{
    if (!filterEnds)
        return {};
    const quint32 index = at - first;
    const quint32 from = index == 0 ? 0 : word(filterEnds + qint64(index - 1) * 4);
    const quint32 to = word(filterEnds + qint64(index) * 4);
    return from <= to && to <= filters.size() ? filters.subspan(from, to - from)
                                              : std::span<const uchar>();
}

bool CommitGraphFile::Layer::isOrdered() const
{
    for (quint32 i = 0; i < count; ++i) {
        const uchar* id = ids + i * kHash;
        const quint32 from = id[0] == 0 ? 0 : word(fanout + (id[0] - 1) * 4);
        if (i < from || i >= word(fanout + id[0] * 4)
            || (i > 0 && std::memcmp(id - kHash, id, size_t(kHash)) >= 0))
            return false;
    }
    return true;
}

CommitGraphFile::CommitGraphFile() = default;
CommitGraphFile::~CommitGraphFile() = default;

Result<std::shared_ptr<const CommitGraphFile>> CommitGraphFile::open(const QString& gitFolder)
{
    if (hasContent(gitFolder + u"/shallow"_s) || hasContent(gitFolder + u"/info/grafts"_s)
        || hasReplacedObjects(gitFolder))
        return failure(
            Error::Kind::Unsupported,
            u"The history in %1 is cut or replaced, so its commit graph is not used."_s.arg(
                gitFolder));
    const QString info = gitFolder + u"/objects/info/"_s;
    const QString chainFolder = info + u"commit-graphs/"_s;
    auto whole = std::make_shared<CommitGraphFile>();
    QByteArrayList checksums;
    const auto add = [&](const QString& path, const QByteArray& checksum) -> Result<Unit> {
        auto layer = std::make_unique<Layer>();
        PLUMB_CHECK(layer->read(path, whole->m_size, checksums));
        if (!checksum.isEmpty() && layer->trailer() != checksum)
            return damaged(path, u"its name is not its checksum"_s);
        checksums += checksum;
        whole->m_size += layer->count;
        whole->m_layers.push_back(std::move(layer));
        return Unit{};
    };
    if (QFileInfo::exists(info + u"commit-graph"_s)) {
        PLUMB_CHECK(add(info + u"commit-graph"_s, {}));
    } else {
        const auto chain = readFile(chainFolder + u"commit-graph-chain"_s, 1 << 16);
        if (!chain)
            return failure(Error::Kind::NotFound,
                           u"There is no commit graph in %1."_s.arg(gitFolder));
        for (const QByteArray& line : chain->split('\n')) {
            if (line.isEmpty())
                continue;
            const auto checksum = ObjectId::fromHex(QString::fromLatin1(line));
            if (!checksum || checksums.size() == kMostLayers)
                return damaged(chainFolder, u"its list of layers is wrong"_s);
            PLUMB_CHECK(
                add(chainFolder + u"graph-%1.graph"_s.arg(checksum->toHex()),
                    QByteArray(reinterpret_cast<const char*>(checksum->bytes.data()), kHash)));
        }
    }
    // As in git: a chain with a layer of an older git in it has no common corrected dates.
    whole->m_hasCorrectedDates = std::all_of(whole->m_layers.begin(), whole->m_layers.end(),
                                             [](const auto& layer) { return layer->offsets; });
    return std::shared_ptr<const CommitGraphFile>(std::move(whole));
}

const CommitGraphFile::Layer& CommitGraphFile::layerOf(quint32 at) const
{
    size_t i = m_layers.size() - 1;
    while (at < m_layers[i]->first)
        --i;
    return *m_layers[i];
}

ObjectId CommitGraphFile::id(quint32 at) const
{
    ObjectId id;
    std::memcpy(id.bytes.data(), layerOf(at).idAt(at), id.bytes.size());
    return id;
}

ObjectId CommitGraphFile::tree(quint32 at) const
{
    ObjectId id;
    std::memcpy(id.bytes.data(), layerOf(at).recordAt(at), id.bytes.size());
    return id;
}

quint32 CommitGraphFile::find(const ObjectId& id) const
{
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        const uchar* fanout = (*layer)->fanout;
        const int first = id.bytes[0];
        quint32 from = first == 0 ? 0 : word(fanout + (first - 1) * 4);
        quint32 to = std::min(word(fanout + first * 4), (*layer)->count);
        while (from < to) {
            const quint32 middle = from + (to - from) / 2;
            const int side =
                std::memcmp((*layer)->ids + middle * kHash, id.bytes.data(), id.bytes.size());
            if (side == 0)
                return (*layer)->first + middle;
            if (side < 0)
                from = middle + 1;
            else
                to = middle;
        }
    }
    return kNone;
}

qint64 CommitGraphFile::date(quint32 at) const
{
    const uchar* record = layerOf(at).recordAt(at);
    return qint64(word(record + 28) & 3) << 32 | word(record + 32);
}

void CommitGraphFile::prefetch(quint32 at) const
{
    __builtin_prefetch(layerOf(at).recordAt(at) + kHash);
}

bool CommitGraphFile::parents(quint32 at, std::vector<quint32>& parents) const
{
    const Layer& layer = layerOf(at);
    const uchar* record = layer.recordAt(at);
    const quint32 limit = layer.first + layer.count;
    const quint32 first = word(record + kHash), second = word(record + kHash + 4);
    if (first == kNoParent)
        return second == kNoParent;
    if (first >= limit)
        return false;
    parents.push_back(first);
    if (second == kNoParent)
        return true;
    if (!(second & kFlag)) {
        if (second >= limit)
            return false;
        parents.push_back(second);
        return true;
    }
    for (quint32 edge = second & ~kFlag; edge < layer.edgeCount; ++edge) {
        const quint32 value = word(layer.edges + qint64(edge) * 4);
        if ((value & ~kFlag) >= limit)
            return false;
        parents.push_back(value & ~kFlag);
        if (value & kFlag)
            return true;
    }
    return false;
}

bool CommitGraphFile::mayChange(quint32 at, const PathKey& path) const
{
    const Layer& layer = layerOf(at);
    return path.mayBeIn(layer.filterRules, layer.filterAt(at));
}

quint32 CommitGraphFile::withoutFilter() const
{
    quint32 without = 0;
    for (const auto& layer : m_layers)
        for (quint32 i = 0; i < layer->count; ++i)
            without += layer->filterAt(layer->first + i).empty();
    return without;
}

void CommitGraphFile::findPrefix(const QByteArray& digits, std::vector<quint32>& found) const
{
    ObjectId least;
    const QByteArray bytes = QByteArray::fromHex(digits.size() % 2 ? digits + '0' : digits);
    if (bytes.isEmpty() || bytes.size() > kHash)
        return;
    std::memcpy(least.bytes.data(), bytes.constData(), size_t(bytes.size()));
    for (const auto& layer : m_layers) {
        quint32 from = 0, to = layer->count;
        while (from < to) {
            const quint32 middle = from + (to - from) / 2;
            if (id(layer->first + middle) < least)
                from = middle + 1;
            else
                to = middle;
        }
        for (; from < layer->count && id(layer->first + from).startsWith(digits); ++from)
            found.push_back(layer->first + from);
    }
}

std::vector<quint64> CommitGraphFile::correctedDates() const
{
    std::vector<quint64> dates(m_size);
    if (m_hasCorrectedDates ? readCorrectedDates(dates) : computeCorrectedDates(dates))
        return dates;
    return {};
}

bool CommitGraphFile::readCorrectedDates(std::vector<quint64>& dates) const
{
    for (const auto& layer : m_layers) {
        for (quint32 i = 0; i < layer->count; ++i) {
            const quint32 at = layer->first + i;
            quint64 offset = word(layer->offsets + qint64(i) * 4);
            if (offset & kFlag) {
                const quint64 index = offset & ~kFlag;
                if (index >= layer->overflowCount)
                    return false;
                offset = qFromBigEndian<quint64>(layer->overflows + index * 8);
            }
            dates[at] = quint64(date(at)) + offset;
        }
    }
    return true;
}

// A file without them says each commit's level: parents come first in the order of levels.
bool CommitGraphFile::computeCorrectedDates(std::vector<quint64>& dates) const
{
    const auto levelOf = [&](quint32 at) { return word(layerOf(at).recordAt(at) + 28) >> 2; };
    std::vector<quint32> order(m_size);
    std::iota(order.begin(), order.end(), 0U);
    std::vector<quint32> levels(m_size);
    std::transform(order.begin(), order.end(), levels.begin(), levelOf);
    std::sort(order.begin(), order.end(),
              [&](quint32 a, quint32 b) { return levels[a] < levels[b]; });
    std::vector<quint32> above;
    for (const quint32 at : order) {
        above.clear();
        if (levels[at] == 0 || !parents(at, above))
            return false;
        quint64 corrected = quint64(date(at));
        for (const quint32 parent : above) {
            if (levels[parent] >= levels[at])
                return false;
            corrected = std::max(corrected, dates[parent] + 1);
        }
        dates[at] = corrected;
    }
    return true;
}

bool CommitGraphFile::isIntact(std::stop_token stop) const
{
    for (const auto& layer : m_layers) {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> sum(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
        QByteArray result(kHash, '\0');
        bool isSummed = sum && EVP_DigestInit_ex(sum.get(), EVP_sha1(), nullptr) == 1;
        auto rest = layer->bytes.first(layer->bytes.size() - size_t(kHash));
        while (!rest.empty()) {
            const auto piece = rest.first(std::min(rest.size(), size_t(1) << 20));
            if (stop.stop_requested())
                return false;
            isSummed = isSummed && EVP_DigestUpdate(sum.get(), piece.data(), piece.size()) == 1;
            rest = rest.subspan(piece.size());
        }
        isSummed = isSummed
                   && EVP_DigestFinal_ex(sum.get(), reinterpret_cast<unsigned char*>(result.data()),
                                         nullptr)
                          == 1;
        if (!isSummed || result != layer->trailer() || !layer->isOrdered())
            return false;
    }
    return true;
}

void CommitGraphFile::letGo() const
{
    for (const auto& layer : m_layers)
        ::madvise(const_cast<uchar*>(layer->bytes.data()), layer->bytes.size(), MADV_DONTNEED);
}

} // namespace plumb::git
