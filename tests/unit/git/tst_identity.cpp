// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support.h"

#include <QProcess>

using namespace plumb;
using namespace plumb::git;

class IdentityTest : public QObject
{
    Q_OBJECT

    Folders m_folders;
    ProcessRunner m_runner;

    // A home with a global configuration of its own.
    class Home
    {
    public:
        Home(const QString& folder, const QByteArray& config)
            : m_home("HOME", folder.toUtf8())
            , m_xdg("XDG_CONFIG_HOME", folder.toUtf8() + "/xdg")
            , m_email("EMAIL", {})
        {
            QDir().mkpath(folder);
            QFile file(folder + u"/.gitconfig"_s);
            if (!file.open(QIODevice::WriteOnly) || file.write(config) < 0)
                qFatal("no home");
        }

    private:
        Environment m_home, m_xdg, m_email;
    };

private Q_SLOTS:
    void theIdentityIsTheUsersOrTheClones()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        {
            Home nobody(m_folders.fresh(), "");
            QCOMPARE(outcome(repository.identity()),
                     u"NotFound: Git does not know who you are, so no commit can be made: neither "
                     u"your global configuration nor this "
                     u"clone sets user.name and user.email. Run “git config --global user.name …” "
                     u"and “git config --global "
                     u"user.email …”, then try again."_s);
        }
        Home ada(m_folders.fresh(), "[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n");
        Identity identity = must(repository.identity());
        QCOMPARE(identity.name, u"Ada Lovelace"_s);
        QCOMPARE(identity.email, u"ada@example.org"_s);
        here.git({u"config"_s, u"user.email"_s, u"ada@work.example"_s});
        must(repository.open({}, {}));
        identity = must(repository.identity());
        QCOMPARE(identity.name, u"Ada Lovelace"_s);
        QCOMPARE(identity.email, u"ada@work.example"_s);
    }

    void aSignedCommitIsMadeByGit()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1"}}));
        const QString folder = m_folders.fresh();
        QDir().mkpath(folder);
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s,
                     {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, {}, u"-f"_s, folder + u"/key"_s});
        QVERIFY(keygen.waitForFinished(-1));
        QCOMPARE(keygen.exitCode(), 0);
        Home ada(folder + u"/home"_s,
                 "[user]\n\tname = Ada\n\temail = ada@example.org\n\tsigningKey = "
                     + folder.toUtf8()
                     + "/key.pub\n[gpg]\n\tformat = ssh\n[commit]\n\tgpgSign = true\n");
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const Commit parent = must(repository.commits({first})).first();
        const CommitId made = must(repository.commitTree(
            parent.tree, {first}, u"Signed\n\nBody\n"_s, {u"Zoë"_s, u"z@example.org"_s}));
        const Commit commit = must(repository.commits({made})).first();
        GitFixture mirror = GitFixture::at(repository.mirrorPath());
        QVERIFY(mirror.git({u"cat-file"_s, u"commit"_s, made.toHex()}).contains("\ngpgsig "));
        QCOMPARE(commit.message, u"Signed\n\nBody\n"_s);
        QCOMPARE(commit.author.name, u"Zoë"_s);
        QCOMPARE(commit.committer.email, u"z@example.org"_s);
        QCOMPARE(commit.parents, QList<CommitId>{first});
    }

    void aFailedSignatureCommitsNothing()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1"}}));
        Home ada(m_folders.fresh(),
                 "[user]\n\tname = Ada\n\temail = ada@example.org\n[gpg]\n\tprogram = /bin/false\n"
                 "[commit]\n\tgpgSign = true\n");
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const Commit parent = must(repository.commits({first})).first();
        const QString answer =
            outcome(repository.commitTree(parent.tree, {first}, u"x\n"_s, {u"A"_s, u"a@x"_s}));
        QVERIFY2(
            answer.startsWith(
                u"Forbidden: Your Git configuration asks for signed commits (commit.gpgsign), and signing failed: "_s)
                && answer.endsWith(u"Nothing was committed."_s),
            qPrintable(answer));
        GitFixture mirror = GitFixture::at(repository.mirrorPath());
        QVERIFY(mirror.git({u"for-each-ref"_s, u"refs/plumbline"_s}).isEmpty());
    }

    void aCommitNeedsAnAuthor()
    {
        GitFixture here(m_folders.fresh());
        const CommitId first = id(here.commit(u"one"_s, {{u"f"_s, "1"}}));
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        must(repository.open({}, {}));
        const Commit parent = must(repository.commits({first})).first();
        QCOMPARE(outcome(repository.commitTree(parent.tree, {first}, u"x\n"_s, {u" "_s, u"a@x"_s})),
                 u"Invalid: A commit needs the name and the email of its author."_s);
        QVERIFY(outcome(repository.commitTree(id(QString(40, u'a')), {first}, u"x\n"_s,
                                              {u"A"_s, u"a@x"_s}))
                    .startsWith(u"NotFound: Object aaaa"_s));
    }

    void withoutGitTheReasonIsSaid()
    {
        GitFixture here(m_folders.fresh());
        here.commit(u"one"_s);
        Repository repository({u"shop"_s, here.folder()}, m_folders.fresh(), m_runner);
        Environment path("PATH", "/nonexistent");
        QCOMPARE(
            outcome(repository.open({}, {})),
            u"NotFound: The program git was not found in PATH. Plumbline needs git 2.34 or newer (on Debian: apt install git)."_s);
    }
};

QTEST_GUILESS_MAIN(IdentityTest)
#include "tst_identity.moc"
