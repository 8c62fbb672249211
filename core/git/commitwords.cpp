// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/commitwords_p.h"

#include "base/log.h"

#include <QSaveFile>
#include <QUuid>

namespace plumb::git {

namespace {

constexpr char kMagic[8] = {'P', 'L', 'W', 'O', 'R', 'D', 'S', '1'};
constexpr qint64 kId = 20, kHeader = 16; // magic, count
constexpr size_t kPiece = 100'000; // commits that are written at once
constexpr char kEndOfAuthor = '\1', kEndOfCommit = '\0';
constexpr size_t kMostSegments = 40; // each search costs a little for each

} // namespace

// The commits' ids, the end of each one's words, and the words; numbers as this machine has them.
struct CommitWords::Segment
{
    QFile file;
    qint64 count = 0;
    const uchar* ids = nullptr;
    const uchar* ends = nullptr;
    QByteArrayView words;

    bool read(const QString& path)
    {
        file.setFileName(path);
        if (!file.open(QIODevice::ReadOnly) || file.size() < kHeader)
            return false;
        const qint64 size = file.size();
        const uchar* bytes = file.map(0, size);
        if (!bytes || std::memcmp(bytes, kMagic, sizeof kMagic) != 0)
            return false;
        quint64 claimed = 0;
        std::memcpy(&claimed, bytes + sizeof kMagic, sizeof claimed);
        if (claimed > quint64(size - kHeader) / (kId + 8))
            return false;
        count = qint64(claimed);
        ids = bytes + kHeader;
        ends = ids + count * kId;
        const qint64 begin = kHeader + count * (kId + 8);
        words = QByteArrayView(bytes + begin, size - begin);
        for (qint64 i = 0; i < count; ++i)
            if (endOf(i) > words.size() || endOf(i) <= beginOf(i))
                return false;
        return beginOf(count) == words.size();
    }
    qint64 endOf(qint64 commit) const
    {
        quint64 end = 0;
        std::memcpy(&end, ends + commit * 8, sizeof end);
        return qint64(std::min<quint64>(end, quint64(1) << 62));
    }
    qint64 beginOf(qint64 commit) const { return commit == 0 ? 0 : endOf(commit - 1); }
    qint64 commitAt(qint64 offset) const
    {
        qint64 from = 0, to = count;
        while (from < to) {
            const qint64 middle = from + (to - from) / 2;
            if (endOf(middle) <= offset)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }
    CommitId id(qint64 commit) const
    {
        CommitId id;
        std::memcpy(id.bytes.data(), ids + commit * kId, id.bytes.size());
        return id;
    }
};

CommitWords::CommitWords(const QString& gitFolder)
    : m_folder(gitFolder + u"/plumbline-words"_s)
{
    const QDir folder(m_folder);
    const QStringList names = folder.entryList({u"*.words"_s}, QDir::Files);
    for (const QString& name : names)
        open(folder.filePath(name));
    if (m_segments.size() > kMostSegments)
        merge();
}
CommitWords::~CommitWords() = default;
CommitWords::CommitWords(CommitWords&&) noexcept = default;
CommitWords& CommitWords::operator=(CommitWords&&) noexcept = default;

void CommitWords::open(const QString& path)
{
    auto segment = std::make_unique<Segment>();
    if (segment->read(path)) {
        m_segments.push_back(std::move(segment));
    } else {
        qCWarning(lcGit) << "words of commits are damaged and read again:" << path;
        QFile::remove(path);
    }
}

Result<Unit> CommitWords::write(const std::vector<CommitId>& ids, const std::vector<quint64>& ends,
                                const QByteArray& text)
{
    const QString path =
        m_folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + u".words"_s;
    QDir().mkpath(m_folder);
    QSaveFile file(path);
    file.open(QIODevice::WriteOnly);
    const auto count = quint64(ids.size());
    file.write(kMagic, sizeof kMagic);
    file.write(reinterpret_cast<const char*>(&count), sizeof count);
    file.write(reinterpret_cast<const char*>(ids.data()), qint64(ids.size()) * kId);
    file.write(reinterpret_cast<const char*>(ends.data()), qint64(ends.size()) * 8);
    file.write(text);
    if (!file.commit())
        return failure(Error::Kind::Internal,
                       u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    open(path);
    return Unit{};
}

void CommitWords::merge()
{
    std::vector<CommitId> ids;
    std::vector<quint64> ends;
    QByteArray text;
    const auto old = std::exchange(m_segments, {});
    for (const auto& segment : old) {
        for (qint64 i = 0; i < segment->count; ++i) {
            ids.push_back(segment->id(i));
            ends.push_back(quint64(text.size() + segment->endOf(i)));
        }
        text += segment->words;
    }
    if (const auto written = write(ids, ends, text); !written) {
        qCWarning(lcGit) << written.error().summary;
        return;
    }
    for (const auto& segment : old)
        QFile::remove(segment->file.fileName());
}

Result<Unit> CommitWords::add(Worker& worker, const CommitGraph& graph, const std::stop_token& stop)
{
    static_assert(sizeof(CommitId) == size_t(kId));
    std::vector<bool> isKnown(size_t(graph.size()));
    for (const auto& segment : m_segments)
        for (qint64 i = 0; i < segment->count; ++i)
            if (const auto row = graph.rowOf(segment->id(i)); row >= 0)
                isKnown[size_t(row)] = true;
    std::vector<CommitId> ids;
    std::vector<quint64> ends;
    QByteArray text;
    const auto flush = [&]() -> Result<Unit> {
        if (!ids.empty())
            PLUMB_CHECK(write(ids, ends, text));
        ids.clear();
        ends.clear();
        text.clear();
        return Unit{};
    };
    for (CommitGraph::Row row = 0; row < graph.size(); ++row) {
        if (isKnown[size_t(row)])
            continue;
        if (stop.stop_requested()) {
            PLUMB_CHECK(flush());
            return failure(Error::Kind::Cancelled, u"The search was stopped on request."_s);
        }
        const CommitId id = graph.id(row);
        PLUMB_TRY(words, foldedWords(worker, id));
        text += words.replace(kEndOfCommit, ' ') + kEndOfCommit;
        ids.push_back(id);
        ends.push_back(quint64(text.size()));
        if (ids.size() == kPiece)
            PLUMB_CHECK(flush());
    }
    return flush();
}

std::vector<CommitId> CommitWords::find(const QString& author, const QString& text) const
{
    const QByteArray wantedAuthor = author.toCaseFolded().toUtf8();
    const QByteArray wantedText = text.toCaseFolded().toUtf8();
    const bool isByText = !wantedText.isEmpty();
    const QByteArray& rarer = isByText ? wantedText : wantedAuthor;
    std::vector<CommitId> found;
    for (const auto& segment : m_segments) {
        const char* const begin = segment->words.data();
        const char* const end = begin + segment->words.size();
        for (const char* at = begin; at < end;) {
            // A long text is passed many times faster so than word by word.
            const void* hit =
                ::memmem(at, size_t(end - at), rarer.constData(), size_t(rarer.size()));
            if (!hit)
                break;
            const auto* place = static_cast<const char*>(hit);
            const qint64 commit = segment->commitAt(place - begin);
            const qint64 from = segment->beginOf(commit);
            const QByteArrayView words = segment->words.sliced(from, segment->endOf(commit) - from);
            const qsizetype split = std::max<qsizetype>(0, words.indexOf(kEndOfAuthor));
            const QByteArrayView ofAuthor = words.first(split), ofMessage = words.sliced(split);
            at = begin + segment->endOf(commit);
            if (ofAuthor.contains(wantedAuthor) && (!isByText || ofMessage.contains(wantedText)))
                found.push_back(segment->id(commit));
        }
    }
    return found;
}

} // namespace plumb::git
