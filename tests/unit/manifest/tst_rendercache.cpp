// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/rendercache.h"
#include "support/files.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

using namespace plumb;
using namespace plumb::manifest;
using plumb::test::bytesOf;
using plumb::test::writeFile;

namespace {

Desired desiredOf(const QByteArray& yaml)
{
    return readManifests(yaml, u"shop/all.yaml"_s);
}

const QByteArray kTwo =
    "apiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: shop}\ndata: {a: Y2FuYXJ5}\n"
    "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n"
    "data: {n: \"1\", text: \"caf\u00e9\"}\nnumbers: [1, 1.5, -0.0, 9007199254740993, 1e300, "
    "1.0]\n";

QList<QByteArray> wire(const Desired& desired)
{
    QList<QByteArray> all;
    for (const auto& one : desired.objects)
        all.append(one.object.wireBytes() + ' ' + one.place.file.toUtf8() + ':'
                   + QByteArray::number(one.place.line));
    return all;
}

} // namespace

class RenderCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptComesBackToTheByte();
    void nobodyElseCanReadIt();
    void anotherKeyIsAnotherEntry();
    void whatIsIncompleteIsNotKept();
    void eachDamagedByteIsAMiss();
    void eachTruncationIsAMiss();
    void anEntryUnderAnotherNameIsAMiss();
    void aLinkInItsPlaceIsNotFollowed();
    void theLongestUnusedGoFirst();
    void whatIsTooLargeIsNotKept();
    void aFolderOpenToOthersIsNotUsed();
    void manyThreadsAtOnceSeeWholeEntriesOnly();

private:
    QString entry(const QTemporaryDir& folder) const
    {
        const QDir renders(folder.filePath(u"renders"_s));
        return renders.filePath(renders.entryList(QDir::Files).value(0));
    }
    const QByteArray m_key = RenderCache::keyOf({u"one"_s});
};

void RenderCacheTest::whatIsKeptComesBackToTheByte()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    const Desired desired = desiredOf(kTwo);
    QVERIFY(desired.isComplete);
    QVERIFY(!cache.find(m_key));
    cache.put(m_key, desired);
    // Another process
    const auto kept = RenderCache(folder.filePath(u"renders"_s)).find(m_key);
    QVERIFY(kept && kept->desired);
    QCOMPARE(wire(*kept->desired), wire(desired));
    QCOMPARE(kept->desired->objects[0].object.json(), desired.objects[0].object.json());
    QCOMPARE(kept->desired->renderer, u"plain file"_s);
    QVERIFY(kept->desired->isComplete);
    // Secret values are beside the object, not in it.
    QCOMPARE(kept->desired->objects[0].object.secrets().size(), 1);
    cache.putTooLittle(m_key);
    QVERIFY(cache.find(m_key) && !cache.find(m_key)->desired);
}

void RenderCacheTest::nobodyElseCanReadIt()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    const mode_t before = ::umask(0);
    cache.put(m_key, desiredOf(kTwo));
    ::umask(before);
    struct stat about = {};
    QCOMPARE(::stat(qPrintable(folder.filePath(u"renders"_s)), &about), 0);
    QCOMPARE(uint(about.st_mode & 07777), 0700U);
    QCOMPARE(::stat(qPrintable(entry(folder)), &about), 0);
    QCOMPARE(uint(about.st_mode & 07777), 0600U);
}

void RenderCacheTest::anotherKeyIsAnotherEntry()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    QVERIFY(!cache.find(RenderCache::keyOf({u"two"_s})));
    QVERIFY(RenderCache::keyOf({u"a"_s, u"b"_s}) != RenderCache::keyOf({u"ab"_s}));
    QVERIFY(RenderCache::keyOf({u"a"_s, QString()}) != RenderCache::keyOf({u"a"_s}));
    QVERIFY(RenderCache::keyOf({u"1:a"_s}) != RenderCache::keyOf({u"1"_s, u"a"_s}));
}

void RenderCacheTest::whatIsIncompleteIsNotKept()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    const Desired broken = desiredOf(kTwo + "---\na: [\n");
    QVERIFY(!broken.isComplete && broken.objects.size() == 2);
    cache.put(m_key, broken);
    QVERIFY(!cache.find(m_key));
}

void RenderCacheTest::eachDamagedByteIsAMiss()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    const QString path = entry(folder);
    const QByteArray whole = bytesOf(path);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char flip : {'\x01', '\x80'}) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged[at] ^ flip);
            writeFile(path, damaged);
            QVERIFY2(!cache.find(m_key), qPrintable(u"byte %1"_s.arg(at)));
            QVERIFY2(!QFile::exists(path), "what is damaged goes");
        }
    }
    writeFile(path, whole);
    QVERIFY(cache.find(m_key));
}

void RenderCacheTest::eachTruncationIsAMiss()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    const QString path = entry(folder);
    const QByteArray whole = bytesOf(path);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        writeFile(path, whole.first(size));
        QVERIFY2(!cache.find(m_key), qPrintable(u"%1 bytes"_s.arg(size)));
    }
    writeFile(path, whole + 'x');
    QVERIFY(!cache.find(m_key));
}

void RenderCacheTest::anEntryUnderAnotherNameIsAMiss()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    const QByteArray other = RenderCache::keyOf({u"two"_s});
    QVERIFY(QFile::copy(entry(folder),
                        folder.filePath(u"renders/"_s + QString::fromLatin1(other.toHex()))));
    QVERIFY(!cache.find(other));
    QVERIFY(cache.find(m_key));
}

void RenderCacheTest::aLinkInItsPlaceIsNotFollowed()
{
    QTemporaryDir folder;
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    const QString path = entry(folder);
    QVERIFY(QFile::rename(path, folder.filePath(u"elsewhere"_s)));
    QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), path));
    QVERIFY(!cache.find(m_key));
}

void RenderCacheTest::theLongestUnusedGoFirst()
{
    QTemporaryDir folder;
    RenderCache::Limits limits;
    limits.entries = 3;
    const RenderCache cache(folder.filePath(u"renders"_s), limits);
    const auto key = [](int n) { return RenderCache::keyOf({QString::number(n)}); };
    const auto age = [&](int n, int seconds) {
        const QByteArray path =
            QFile::encodeName(folder.filePath(u"renders/"_s + QString::fromLatin1(key(n).toHex())));
        const timespec then{::time(nullptr) - seconds, 0};
        const timespec both[2] = {then, then};
        return ::utimensat(AT_FDCWD, path.constData(), both, 0) == 0;
    };
    for (int n = 0; n < 3; ++n) {
        cache.put(key(n), desiredOf(kTwo));
        QVERIFY(age(n, 100 - n));
    }
    QVERIFY(cache.find(key(0))); // used, so it stays
    cache.put(key(3), desiredOf(kTwo));
    QVERIFY(cache.find(key(0)) && !cache.find(key(1)) && cache.find(key(2)) && cache.find(key(3)));
    // The same by size
    limits.entries = 100;
    limits.bytes = 2 * QFileInfo(entry(folder)).size() + 10;
    QVERIFY(age(0, 50) && age(2, 60) && age(3, 70));
    RenderCache(folder.filePath(u"renders"_s), limits).put(key(4), desiredOf(kTwo));
    QVERIFY(cache.find(key(4)) && cache.find(key(0)));
    QVERIFY(!cache.find(key(2)) && !cache.find(key(3)));
}

void RenderCacheTest::whatIsTooLargeIsNotKept()
{
    QTemporaryDir folder;
    RenderCache::Limits limits;
    limits.entryBytes = 100;
    const RenderCache cache(folder.filePath(u"renders"_s), limits);
    cache.put(m_key, desiredOf(kTwo));
    QVERIFY(!cache.find(m_key));
    QVERIFY(!QFile::exists(folder.filePath(u"renders"_s)));
}

void RenderCacheTest::aFolderOpenToOthersIsNotUsed()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"renders"_s));
    QVERIFY(::chmod(qPrintable(folder.filePath(u"renders"_s)), 0755) == 0);
    const RenderCache cache(folder.filePath(u"renders"_s));
    cache.put(m_key, desiredOf(kTwo));
    QCOMPARE(QDir(folder.filePath(u"renders"_s)).entryList(QDir::Files | QDir::Hidden),
             QStringList());
}

void RenderCacheTest::manyThreadsAtOnceSeeWholeEntriesOnly()
{
    QTemporaryDir folder;
    RenderCache::Limits limits;
    limits.entries = 4; // so that entries go while others read them
    const Desired desired = desiredOf(kTwo);
    const auto expected = wire(desired);
    std::atomic<int> wrong = 0, hits = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            const RenderCache cache(folder.filePath(u"renders"_s), limits);
            for (int i = 0; i < 100; ++i) {
                const QByteArray key = RenderCache::keyOf({QString::number((i + t) % 8)});
                cache.put(key, desired);
                const auto kept = cache.find(key);
                if (kept)
                    ++hits;
                if (kept && (!kept->desired || wire(*kept->desired) != expected))
                    ++wrong;
            }
        });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(hits.load() > 0);
    QVERIFY(QDir(folder.filePath(u"renders"_s)).entryList(QDir::Files | QDir::Hidden).size() <= 8);
}

QTEST_GUILESS_MAIN(RenderCacheTest)
#include "tst_rendercache.moc"
