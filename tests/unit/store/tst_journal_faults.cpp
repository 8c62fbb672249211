// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secretvalue.h"
#include "journalfolder.h"
#include "support/files.h"

#include <QJsonDocument>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace plumb;
using namespace plumb::store;
using plumb::test::bytesOf;
using plumb::test::writeFile;

namespace {

//! As another program would: a connection beside the journal's.
void execute(const QString& file, const QString& sql)
{
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        other.setDatabaseName(file);
        if (!other.open() || !QSqlQuery(other).exec(sql))
            qFatal("the other connection failed");
    }
    QSqlDatabase::removeDatabase(u"other"_s);
}

QString secretJson(const QString& value)
{
    return u"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"db\"},\"data\":{\"password\":\"%1\"}}"_s
        .arg(value);
}

} // namespace

class JournalFaultsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void p9_onAFullDiskNothingMayBeSent()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        {
            const FullDisk full;
            const auto begun = journal->begin(sync(u"shop"_s));
            QVERIFY(!begun);
            QVERIFY2(begun.error().summary.startsWith(
                         u"The operation cannot be recorded; nothing was sent."_s),
                     qPrintable(begun.error().summary));
        }
        QVERIFY(journal->begin(sync(u"shop"_s))); // once there is room it goes on
    }

    void p9_anObjectThatCannotBeRecordedIsNotSent()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        const FullDisk full;
        const auto said = journal->aboutToSend(*id, deployment(u"web"_s), u"update"_s);
        QVERIFY(!said);
        QVERIFY2(said.error().summary.startsWith(
                     u"The change of Deployment shop/web cannot be recorded; it was not sent."_s),
                 qPrintable(said.error().summary));
    }

    void p9_anOperationWhoseEndCouldNotBeRecordedDoesNotBlockTheNext()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        {
            const FullDisk full;
            QVERIFY(!journal->finish(*id, u"failed"_s, {}));
        }
        QVERIFY(journal->begin(sync(u"shop"_s)));
        QCOMPARE(journal->unfinished()->size(), 1);
    }

    void p9_inAReadOnlyFolderItSaysSo()
    {
        JournalFolder folder;
        const QByteArray path = QFile::encodeName(folder.folder.path());
        const bool root = ::geteuid() == 0; // root may write anywhere: be nobody for a moment
        if (root)
            QVERIFY(::chown(path.constData(), 65534, 65534) == 0 && ::seteuid(65534) == 0);
        QVERIFY(::chmod(path.constData(), 0500) == 0);
        const auto opened = Journal::open(folder.file);
        QVERIFY(::chmod(path.constData(), 0700) == 0);
        if (root)
            QVERIFY(::seteuid(0) == 0);
        QVERIFY(!opened);
        QVERIFY(opened.error().kind == Error::Kind::Forbidden);
        QVERIFY2(opened.error().summary.contains(u"cannot be opened or made"_s),
                 qPrintable(opened.error().summary));
    }

    void aDamagedFileIsSaidAndLeftAsItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text")
            << QByteArray("this is not a database, it is a long enough text to have a header\n")
                   .repeated(20);
        QTest::newRow("noise") << QByteArray(4096, '\xa5');
        QByteArray torn("SQLite format 3\0", 16);
        torn.append(QByteArray(5000, '\x07'));
        QTest::newRow("header and noise") << torn;
    }
    void aDamagedFileIsSaidAndLeftAsItIs()
    {
        QFETCH(const QByteArray, bytes);
        JournalFolder folder;
        writeFile(folder.file, bytes);
        const auto opened = Journal::open(folder.file);
        QVERIFY(!opened);
        QVERIFY(opened.error().kind == Error::Kind::Invalid);
        QVERIFY2(opened.error().summary.contains(u"is damaged"_s),
                 qPrintable(opened.error().summary));
        QVERIFY(opened.error().summary.contains(folder.file));
        QCOMPARE(bytesOf(folder.file), bytes);
    }

    void damageInsideIsSaidWhenItIsMet()
    {
        JournalFolder folder;
        {
            const auto journal = folder.open();
            QVERIFY(journal->begin(sync(u"shop"_s)));
        }
        QByteArray bytes = bytesOf(folder.file);
        for (qsizetype at = 4096; at < bytes.size(); ++at)
            bytes[at] = '\x55';
        writeFile(folder.file, bytes);
        const auto opened = Journal::open(folder.file);
        const auto all =
            opened ? (*opened)->operations(5) : Result<QList<OperationRecord>>(opened.error());
        QVERIFY(!all);
        QVERIFY(all.error().kind == Error::Kind::Invalid);
        QCOMPARE(bytesOf(folder.file), bytes);
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        JournalFolder folder;
        execute(folder.file, u"CREATE TABLE bookmarks (url TEXT)"_s);
        const auto opened = Journal::open(folder.file);
        QVERIFY(!opened);
        QVERIFY2(opened.error().summary.contains(u"not Plumbline's journal"_s),
                 qPrintable(opened.error().summary));
    }

    void aNewerSchemaIsRefusedWithTheWayOut()
    {
        JournalFolder folder;
        folder.open();
        execute(folder.file, u"PRAGMA user_version = 99"_s);
        const auto opened = Journal::open(folder.file);
        QVERIFY(!opened);
        QVERIFY(opened.error().kind == Error::Kind::Unsupported);
        QVERIFY2(
            opened.error().summary.contains(u"newer Plumbline (schema 99, this one knows 2)"_s),
            qPrintable(opened.error().summary));
    }

    void aJournalOfTheFirstSchemaIsTakenOver()
    {
        JournalFolder folder;
        {
            const auto journal = folder.open();
            QVERIFY(journal->begin(sync(u"shop"_s)));
        }
        for (const auto& column : {u"repository"_s, u"branch"_s, u"before_commit"_s})
            execute(folder.file, u"ALTER TABLE operation DROP COLUMN "_s + column);
        execute(folder.file, u"PRAGMA user_version = 1"_s);
        const auto journal = folder.open();
        const auto all = journal->operations(10);
        QVERIFY(all);
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->first().application, u"shop"_s);
        QCOMPARE(all->first().branch, QString());
        OperationRecord push;
        push.kind = u"push"_s;
        push.branch = u"main"_s;
        QVERIFY(journal->begin(push));
        QCOMPARE(journal->operations(1)->first().branch, u"main"_s);
    }

    void theFileIsForItsOwnerOnly()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        QVERIFY(journal->begin(sync(u"shop"_s)));
        for (const QString& each : {folder.file, folder.file + u"-wal"_s}) {
            struct stat info = {};
            QVERIFY(::stat(QFile::encodeName(each).constData(), &info) == 0);
            QCOMPARE(info.st_mode & 0777u, 0600u);
        }
    }

    void eachRecordIsOnTheDiskInSecondsNotInMemory()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        QVERIFY(journal->begin(sync(u"shop"_s)));
        // What a second process sees is what SQLite has handed to the kernel and synchronised.
        QCOMPARE(folder.open()->operations(5)->size(), 1);
    }

    void aReadableSecretIsRefused()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const auto id = journal->begin(sync(u"shop"_s));
        const ObjectOutcome outcome{
            {{}, u"Secret"_s, u"shop"_s, u"db"_s}, u"update"_s, u"applied"_s, {}};
        const auto said = journal->record(*id, outcome, secretJson(u"aHVudGVyMg=="_s));
        QVERIFY(!said);
        QVERIFY(!said.error().summary.contains(u"aHVudGVyMg"_s));
        QVERIFY(journal->outcomes(*id)->isEmpty());
        for (const QFileInfo& each : QDir(folder.folder.path()).entryInfoList(QDir::Files))
            QVERIFY(!bytesOf(each.filePath()).contains("aHVudGVyMg"));

        QVERIFY(journal->record(*id, outcome, secretJson(u"<secret:0123456789ab>"_s)));
    }

    void messagesOfTheServerAreRedacted()
    {
        JournalFolder folder;
        const auto journal = folder.open();
        const SecretValue password("correct horse battery");
        const auto id = journal->begin(sync(u"shop"_s));
        QVERIFY(journal->record(*id,
                                {deployment(u"web"_s), u"update"_s, u"refused"_s,
                                 u"invalid value correct horse battery"_s},
                                {}));
        QCOMPARE(journal->outcomes(*id)->first().message, u"invalid value ***"_s);
    }

    void p8_anOperationWhoseProcessDiedIsUnfinished()
    {
        JournalFolder folder;
        qint64 id = 0;
        {
            // The journal goes away without a word, and so did its process, as far as the file
            // tells.
            const auto journal = folder.open();
            id = *journal->begin(sync(u"shop"_s));
            QVERIFY(journal->aboutToSend(id, deployment(u"web"_s), u"update"_s));
            QVERIFY(journal->unfinished()->isEmpty()); // it runs
        }
        execute(folder.file, u"UPDATE operation SET process = '1 1 of-another-boot'"_s);
        const auto journal = folder.open();
        const auto left = journal->unfinished();
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->first().id, id);
        QCOMPARE(left->first().outcome, u"running"_s);
        const auto outcomes = journal->outcomes(id);
        QCOMPARE(outcomes->first().outcome, u"unknown"_s);
        QCOMPARE(outcomes->first().message, u"It was sent; no answer is on record."_s);
        QVERIFY(journal->begin(sync(u"shop"_s))); // the dead hold no lock
        QVERIFY(journal->finish(id, u"unknown"_s, u"the program ended"_s));
        QVERIFY(journal->unfinished()->isEmpty());
    }
};

QTEST_GUILESS_MAIN(JournalFaultsTest)
#include "tst_journal_faults.moc"
