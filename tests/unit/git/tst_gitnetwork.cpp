// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// Who the other side is comes before what is said to it.

#include "support.h"
#include "support/certificates.h"
#include "support/fakeserver.h"
#include "support/sshserver.h"

#include <atomic>

using namespace plumb;
using namespace plumb::git;

class GitNetworkTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    //! A home whose git trusts this authority.
    QString homeTrusting(const QByteArray& authorityPem)
    {
        const QString home = m_folders.fresh();
        const GitFixture folder = GitFixture::at(home);
        folder.write(u"ca.pem"_s, authorityPem);
        folder.write(u".gitconfig"_s,
                     "[http]\n\tsslCAInfo = " + folder.file(u"ca.pem"_s).toUtf8() + '\n');
        return home;
    }
    //! A program that stands for ssh and says this.
    QString pathWithSsh(const QByteArray& words)
    {
        const GitFixture folder = GitFixture::at(m_folders.fresh());
        folder.write(u"ssh"_s, "#!/bin/sh\n[ \"$SSH_ASKPASS_REQUIRE\" = never ] || exit 1\n"
                               "cat >&2 <<'EOF'\n"
                                   + words + "\nEOF\nexit 255\n");
        QFile::setPermissions(folder.file(u"ssh"_s), QFile::ReadOwner | QFile::ExeOwner);
        return folder.folder() + u':' + qEnvironmentVariable("PATH");
    }

private Q_SLOTS:
    void g14_aServerThatIsNotTrustedIsToldNothing_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"wrong authority", "wrong host", "expired", "self-signed"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }
    void g14_aServerThatIsNotTrustedIsToldNothing()
    {
        QFETCH(QString, fault);
        const test::KeyPair authority = test::makeAuthority();
        const test::KeyPair other = test::makeAuthority("127.0.0.1");
        test::CertificateWish wish;
        if (fault == u"wrong host"_s)
            wish = {"elsewhere", "DNS:elsewhere.example.org"};
        if (fault == u"expired"_s)
            wish.notAfter = -60;
        const test::KeyPair pair =
            fault == u"self-signed"_s
                ? other
                : test::makeCertificate(fault == u"wrong authority"_s ? other : authority, wish);
        std::atomic<int> requests = 0;
        test::FakeServer server({pair.certificatePem, pair.keyPem, {}, false},
                                [&](test::Peer& peer) {
                                    test::Received request;
                                    if (peer.read(request) || !request.method.isEmpty())
                                        ++requests;
                                });
        const Environment home("HOME", homeTrusting(authority.certificatePem).toUtf8());
        const QString url = u"https://ada:secret@127.0.0.1:%1/shop.git"_s.arg(server.port());
        Repository repository({u"shop"_s, url}, m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(answer.startsWith(u"Forbidden: The certificate of https://ada:***@127.0.0.1:%1/"
                                   u"shop.git is not trusted: "_s.arg(server.port())),
                 qPrintable(answer));
        QVERIFY2(!answer.contains(u"secret"_s), qPrintable(answer));
        QCOMPARE(requests.load(), 0);
    }

    // libgit2's TLS refuses every address without a name; git's does not.
    void g14_anAddressInItsCertificateIsTrusted()
    {
        const test::KeyPair authority = test::makeAuthority();
        const test::KeyPair pair = test::makeCertificate(authority);
        std::atomic<int> requests = 0;
        test::FakeServer server(
            {pair.certificatePem, pair.keyPem, {}, false},
            test::FakeServer::serving([&](test::Peer& peer, const test::Received&) {
                ++requests;
                peer.answer(404, "no");
            }));
        const Environment home("HOME", homeTrusting(authority.certificatePem).toUtf8());
        Repository repository({u"shop"_s, u"https://127.0.0.1:%1/shop.git"_s.arg(server.port())},
                              m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(answer.startsWith(u"NotFound: "_s), qPrintable(answer));
        QVERIFY(requests > 0);
    }

    void g13_aHostKeyThatIsUnknownOrChangedEndsIt_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("unknown") << QByteArray("No ED25519 host key is known for git.example.org "
                                               "and you have requested strict checking.\n"
                                               "Host key verification failed.");
        QTest::newRow("changed") << QByteArray(
            "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
            "IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\n"
            "Host key verification failed.");
    }
    void g13_aHostKeyThatIsUnknownOrChangedEndsIt()
    {
        QFETCH(QByteArray, words);
        const Environment path("PATH", pathWithSsh(words).toUtf8());
        Repository repository({u"shop"_s, u"git@git.example.org:shop.git"_s}, m_folders.fresh(),
                              m_runner);
        QCOMPARE(outcome(repository.open({}, {})),
                 u"Forbidden: The host key of git@git.example.org:shop.git is unknown or has "
                 u"changed, so nothing was sent. Connect once with ssh in a terminal and compare "
                 u"the fingerprint."_s);
    }

    void g13_aRealServerIsOfferedAKeyOnlyWhenItsOwnIsKnown_data()
    {
        QTest::addColumn<QString>("known"); // the key that the user knows of it
        QTest::newRow("right") << u"host"_s;
        QTest::newRow("changed") << u"other-host"_s;
        QTest::newRow("unknown") << QString();
    }
    void g13_aRealServerIsOfferedAKeyOnlyWhenItsOwnIsKnown()
    {
        QFETCH(QString, known);
        GitFixture there(m_folders.fresh());
        there.commit(u"one"_s);
        SshServer server(m_folders.fresh());
        const QString client =
            server.clientFolder(known.isEmpty() ? QByteArray() : server.knownHost(known));
        const Environment path("PATH", (client + u':' + qEnvironmentVariable("PATH")).toUtf8());
        const QString location = u"ssh://127.0.0.1:%1%2"_s.arg(server.port()).arg(there.folder());
        Repository repository({u"shop"_s, location}, m_folders.fresh(), m_runner);
        const QString answer = outcome(repository.open({}, {}));
        const QByteArray log = server.end();
        QVERIFY(server.connections() > 0);
        const bool wasOffered = log.contains("userauth-request for user");
        if (known == u"host"_s) {
            QVERIFY2(answer == u"ok"_s, qPrintable(answer + QString::fromUtf8(log)));
            QVERIFY(wasOffered && log.contains("Accepted publickey"));
            return;
        }
        QCOMPARE(answer,
                 u"Forbidden: The host key of %1 is unknown or has changed, so nothing was "
                 u"sent. Connect once with ssh in a terminal and compare the fingerprint."_s.arg(
                     location));
        QVERIFY2(!wasOffered && log.contains("[preauth]"), log.constData());
    }

    void g13_aKeyThatTheServerDoesNotTakeIsNamed()
    {
        const Environment path(
            "PATH", pathWithSsh("git@git.example.org: Permission denied (publickey).").toUtf8());
        Repository repository({u"shop"_s, u"git@git.example.org:shop.git"_s}, m_folders.fresh(),
                              m_runner);
        const QString answer = outcome(repository.open({}, {}));
        QVERIFY2(answer.startsWith(u"Unauthorised: git@git.example.org:shop.git did not accept "_s),
                 qPrintable(answer));
    }
};

QTEST_GUILESS_MAIN(GitNetworkTest)
#include "tst_gitnetwork.moc"
