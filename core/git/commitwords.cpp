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
    std::vector<CommitGraph::Row> rows; // of the graph; -1: not in it

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
    void setGraph(const CommitGraph& graph)
    {
        rows.resize(size_t(count));
        for (qint64 i = 0; i < count; ++i)
            rows[size_t(i)] = graph.rowOf(id(i));
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

WantedWords::WantedWords(const LogFilter& filter)
{
    const auto folded = [](QString words) {
        return words.replace(u'\n', u' ').toCaseFolded().toUtf8();
    };
    author = folded(filter.author);
    text = folded(filter.text);
    anywhere = folded(filter.anywhere);
}

bool WantedWords::areIn(QByteArrayView words) const
{
    const qsizetype split = std::max<qsizetype>(0, words.indexOf(kEndOfAuthor));
    return (author.isEmpty() || words.first(split).contains(author))
           && (text.isEmpty() || words.sliced(split).contains(text))
           && (anywhere.isEmpty() || words.contains(anywhere));
}

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

CommitWords::~CommitWords()
{
    if (const auto kept = keepFresh(); !kept)
        qCWarning(lcGit) << kept.error().summary;
}

CommitWords::CommitWords(CommitWords&&) noexcept = default;
CommitWords& CommitWords::operator=(CommitWords&&) noexcept = default;

CommitWords::Segment* CommitWords::open(const QString& path)
{
    auto segment = std::make_unique<Segment>();
    if (segment->read(path)) {
        m_segments.push_back(std::move(segment));
        return m_segments.back().get();
    }
    qCWarning(lcGit) << "words of commits are damaged and read again:" << path;
    QFile::remove(path);
    return nullptr;
}

Result<CommitWords::Segment*> CommitWords::write(const Fresh& fresh)
{
    const QString path =
        m_folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + u".words"_s;
    QDir().mkpath(m_folder);
    QSaveFile file(path);
    file.open(QIODevice::WriteOnly);
    const auto count = quint64(fresh.ids.size());
    file.write(kMagic, sizeof kMagic);
    file.write(reinterpret_cast<const char*>(&count), sizeof count);
    file.write(reinterpret_cast<const char*>(fresh.ids.data()), qint64(fresh.ids.size()) * kId);
    file.write(reinterpret_cast<const char*>(fresh.ends.data()), qint64(fresh.ends.size()) * 8);
    file.write(fresh.text);
    if (!file.commit())
        return failure(Error::Kind::Internal,
                       u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return open(path);
}

Result<Unit> CommitWords::keepFresh()
{
    if (m_fresh.ids.empty())
        return Unit{};
    const Fresh fresh = std::exchange(m_fresh, {});
    PLUMB_TRY(segment, write(fresh));
    if (segment)
        segment->rows = fresh.rows;
    return Unit{};
}

void CommitWords::merge()
{
    Fresh all;
    const auto old = std::exchange(m_segments, {});
    for (const auto& segment : old) {
        for (qint64 i = 0; i < segment->count; ++i) {
            all.ids.push_back(segment->id(i));
            all.ends.push_back(quint64(all.text.size() + segment->endOf(i)));
        }
        all.text += segment->words;
    }
    if (const auto written = write(all); !written) {
        qCWarning(lcGit) << written.error().summary;
        return;
    }
    for (const auto& segment : old)
        QFile::remove(segment->file.fileName());
}

void CommitWords::setGraph(const CommitGraph& graph)
{
    m_graph = graph;
    std::vector<bool> isKnown(size_t(graph.size()));
    const auto note = [&](const std::vector<CommitGraph::Row>& rows) {
        for (const auto row : rows)
            if (row >= 0)
                isKnown[size_t(row)] = true;
    };
    for (const auto& segment : m_segments) {
        segment->setGraph(graph);
        note(segment->rows);
    }
    for (size_t i = 0; i < m_fresh.ids.size(); ++i)
        m_fresh.rows[i] = graph.rowOf(m_fresh.ids[i]);
    note(m_fresh.rows);
    m_missing.clear();
    for (CommitGraph::Row row = graph.size() - 1; row >= 0; --row)
        if (!isKnown[size_t(row)])
            m_missing.push_back(row);
}

Result<Unit> CommitWords::readMissing(
    Worker& worker, const std::function<bool(CommitGraph::Row, const QByteArray& words)>& onRead,
    const std::stop_token& stop)
{
    static_assert(sizeof(CommitId) == size_t(kId));
    while (!m_missing.empty()) {
        if (stop.stop_requested())
            return failure(Error::Kind::Cancelled, u"The search was stopped on request."_s);
        const CommitGraph::Row row = m_missing.back();
        const CommitId id = m_graph.id(row);
        PLUMB_TRY(words, foldedWords(worker, id));
        words.replace(kEndOfCommit, ' ');
        m_missing.pop_back();
        m_fresh.text += words + kEndOfCommit;
        m_fresh.ids.push_back(id);
        m_fresh.ends.push_back(quint64(m_fresh.text.size()));
        m_fresh.rows.push_back(row);
        if (m_fresh.ids.size() == kPiece)
            PLUMB_CHECK(keepFresh());
        if (!onRead(row, words))
            return Unit{};
    }
    return keepFresh();
}

std::vector<CommitGraph::Row> CommitWords::find(const WantedWords& wanted) const
{
    std::vector<CommitGraph::Row> found;
    const QByteArray& needle = wanted.needle();
    const auto look = [&](const Segment& segment, const std::vector<CommitGraph::Row>& rows) {
        const char* const begin = segment.words.data();
        // In stretches: an address sanitizer checks all of the rest at each hit.
        constexpr qint64 kStretch = 256;
        for (qint64 first = 0; first < segment.count; first += kStretch) {
            const char* at = begin + segment.beginOf(first);
            const char* const end =
                begin + segment.endOf(std::min(first + kStretch, segment.count) - 1);
            while (at < end) {
                // A long text is passed many times faster so than word by word.
                const void* hit =
                    ::memmem(at, size_t(end - at), needle.constData(), size_t(needle.size()));
                if (!hit)
                    break;
                const qint64 commit = segment.commitAt(static_cast<const char*>(hit) - begin);
                const qint64 from = segment.beginOf(commit), to = segment.endOf(commit);
                at = begin + to;
                if (const auto row = rows[size_t(commit)];
                    row >= 0 && wanted.areIn(segment.words.sliced(from, to - from)))
                    found.push_back(row);
            }
        }
    };
    for (const auto& segment : m_segments)
        look(*segment, segment->rows);
    Segment fresh;
    fresh.count = qint64(m_fresh.ids.size());
    fresh.ids = reinterpret_cast<const uchar*>(m_fresh.ids.data());
    fresh.ends = reinterpret_cast<const uchar*>(m_fresh.ends.data());
    fresh.words = m_fresh.text;
    look(fresh, m_fresh.rows);
    return found;
}

} // namespace plumb::git
