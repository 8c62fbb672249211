// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/sandbox.h"

#include "base/commandrunner.h"
#include "base/files.h"
#include "base/paths.h"
#include "sandbox/certificate_p.h"
#include "sandbox/cluster.h"
#include "sandbox/samplecluster.h"
#include "sandbox/server.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QThread>

namespace plumb::sandbox {

namespace {

constexpr int kStartMs = 15000; // of another process that is just starting

struct Places
{
    explicit Places(const QString& folder)
        : root(QDir(folder).absolutePath())
    {
    }
    QString root;
    QString lock() const { return root + u"/lock"_s; }
    QString cluster() const { return root + u"/cluster.json"_s; }
    QString kubeconfig() const { return root + u"/kubeconfig"_s; }
    QString repository() const { return root + u"/shop-config.git"_s; }
    QString home() const { return root + u"/home"_s; }
    QString workspace() const { return Paths::under(home()).config + u"/workspace.yaml"_s; }
    //! Written last: what lies here without it was interrupted.
    QString complete() const { return root + u"/complete"_s; }
};

//! git with nobody's configuration but our own.
Result<QByteArray> git(const Places& places, const QStringList& arguments,
                       const QByteArray& input = {})
{
    const QString program = findProgram(u"git"_s);
    if (program.isEmpty())
        return failure(Error::Kind::NotFound, u"The sandbox needs the program git to make its "
                                              u"sample repository, and PATH holds none. Install "
                                              "git and try again."_s);
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    command.environment.insert(u"HOME"_s, places.root);
    command.environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    command.environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    command.environment.insert(u"LC_ALL"_s, u"C"_s);
    command.workingDirectory = places.root;
    command.input = input;
    ProcessRunner runner;
    PLUMB_TRY(output, runner.run(command, {}));
    if (output.exitCode != 0)
        return failure(Error::Kind::Internal,
                       u"The sandbox's repository could not be made: git %1 ended with %2."_s
                           .arg(arguments.value(0))
                           .arg(output.exitCode),
                       QString::fromUtf8(output.errors));
    return output.output;
}

Result<Unit> makeRepository(const Places& places, const Sample& sample)
{
    const QString repository = places.repository();
    PLUMB_CHECK(git(places, {u"init"_s, u"--quiet"_s, u"--bare"_s, u"--initial-branch=main"_s,
                             u"--template="_s, repository}));
    const auto inside = [&](QStringList arguments) {
        return QStringList{u"--git-dir"_s, repository} + arguments;
    };
    PLUMB_CHECK(git(places, inside({u"config"_s, u"user.name"_s, u"Sandbox"_s})));
    PLUMB_CHECK(
        git(places, inside({u"config"_s, u"user.email"_s, u"sandbox@plumbline.invalid"_s})));
    PLUMB_CHECK(git(places, inside({u"fast-import"_s, u"--quiet"_s, u"--done"_s}),
                    fastImportStream(sample)));
    return Unit{};
}

Result<Unit> makeSampleIn(const Places& places)
{
    // Nothing of an interrupted attempt may stay.
    QDir(places.repository()).removeRecursively();
    QDir(places.home()).removeRecursively();
    const Sample sample = makeSample();
    for (const QString& folder : {places.home(), QFileInfo(places.workspace()).path()})
        PLUMB_CHECK(ensurePrivateFolder(folder));
    PLUMB_CHECK(makeRepository(places, sample));
    PLUMB_CHECK(writeFileDurably(places.workspace(), sampleWorkspace(sample, places.repository())));
    PLUMB_TRY(cluster, sampleCluster(sample));
    PLUMB_CHECK(writeFileDurably(places.cluster(), cluster));
    return writeFileDurably(places.complete(), "1\n");
}

//! A process answers under this kubeconfig.
bool isAlive(const QString& kubeconfig)
{
    const auto bytes = readFile(kubeconfig, 64 * 1024);
    if (!bytes)
        return false;
    const QString text = QString::fromUtf8(*bytes);
    const auto address = QRegularExpression(u"https://127\\.0\\.0\\.1:([0-9]+)"_s).match(text);
    const auto token = QRegularExpression(u"token: (\\S+)"_s).match(text);
    httplib::SSLClient client("127.0.0.1", address.captured(1).toInt());
    // Only whether the holder of our token is there; what is said to it afterwards is said under
    // the CA.
    client.enable_server_certificate_verification(false);
    client.set_connection_timeout(2);
    client.set_read_timeout(2);
    const auto answer =
        client.Get("/version", {{"Authorization", "Bearer " + token.captured(1).toStdString()}});
    return answer && answer->status == 200;
}

QString randomToken()
{
    QString token;
    for (int i = 0; i < 4; ++i)
        token +=
            QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
    return token;
}

} // namespace

struct Sandbox::Private
{
    explicit Private(const QString& folder)
        : places(folder)
        , lock(places.lock())
    {
        lock.setStaleLockTime(0);
    }

    Places places;
    QLockFile lock;
    std::unique_ptr<Server> server; // null: another process serves
    bool isNew = false;

    Result<Unit> serve()
    {
        if (!QFileInfo::exists(places.complete())) {
            PLUMB_CHECK(makeSampleIn(places));
            isNew = true;
        }
        ServerOptions options;
        options.dataFile = places.cluster();
        options.token = randomToken();
        PLUMB_TRY(started, Server::start(options));
        server = std::move(started);
        return writeFileDurably(places.kubeconfig(), server->kubeconfig(u"sandbox"_s).toUtf8());
    }
};

Sandbox::Sandbox(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

Sandbox::~Sandbox()
{
    if (d->server)
        QFile::remove(d->places.kubeconfig());
    d->server.reset();
}

// In a container every start has the same process id: a lock that is said to be ours and that
// nobody holds is of a process that was ended before.
static bool take(QLockFile& lock)
{
    qint64 process = 0;
    QString host, name;
    return lock.tryLock(0)
           || (lock.getLockInfo(&process, &host, &name)
               && process == QCoreApplication::applicationPid() && lock.removeStaleLockFile()
               && lock.tryLock(0));
}

Result<std::unique_ptr<Sandbox>> Sandbox::open(const QString& folder)
{
    PLUMB_CHECK(ensurePrivateFolder(folder));
    auto state = std::make_unique<Private>(folder);
    QElapsedTimer waited;
    waited.start();
    while (true) {
        if (take(state->lock)) {
            PLUMB_CHECK(state->serve());
            break;
        }
        if (isAlive(state->places.kubeconfig()))
            break;
        if (waited.elapsed() > kStartMs)
            return failure(Error::Kind::Unreachable,
                           u"Another process holds the sandbox in %1 but does not answer. End it, "
                           u"or wait until it has "
                           "ended."_s.arg(state->places.root));
        QThread::msleep(50);
    }
    return std::unique_ptr<Sandbox>(new Sandbox(std::move(state)));
}

QString Sandbox::kubeconfigFile() const
{
    return d->places.kubeconfig();
}

QString Sandbox::workspaceFile() const
{
    return d->places.workspace();
}

QString Sandbox::repositoryPath() const
{
    return d->places.repository();
}

QString Sandbox::home() const
{
    return d->places.home();
}

bool Sandbox::isServing() const
{
    return d->server != nullptr;
}

bool Sandbox::isNew() const
{
    return d->isNew;
}

Result<QList<SeededApplication>> Sandbox::seeded() const
{
    const Sample sample = makeSample();
    // The tags and the branch may have moved since: the commits are found by their dates and
    // subjects.
    PLUMB_TRY(log, git(d->places, {u"--git-dir"_s, d->places.repository(), u"log"_s, u"--all"_s,
                                   u"--format=%H %T %ct %s"_s}));
    QHash<QString, QStringList> ids;
    for (const QString& line : QString::fromUtf8(log).split(u'\n', Qt::SkipEmptyParts))
        ids.insert(line.section(u' ', 2), {line.section(u' ', 0, 0), line.section(u' ', 1, 1)});
    QList<SeededApplication> all;
    for (const SampleApplication& application : sample.applications) {
        const SampleCommit& commit = sample.commits[application.commit];
        const QString subject = commit.message.section(u'\n', 0, 0);
        const QStringList id =
            ids.value(QString::number(commit.when.toSecsSinceEpoch()) + u' ' + subject);
        if (id.isEmpty())
            return failure(
                Error::Kind::NotFound,
                u"The sandbox's repository no longer holds the commit \"%1\". Reset the sandbox."_s
                    .arg(subject));
        PLUMB_TRY(applied, objectsAt(sample, application, application.commit));
        all.append({application.name, u"sandbox"_s, clusterUid(), id[0], id[1], subject, applied,
                    syncTime(sample, application.commit)});
    }
    return all;
}

Result<Unit> Sandbox::reset(const QString& folder)
{
    if (!QFileInfo::exists(folder))
        return Unit{};
    const Places places(folder);
    QLockFile lock(places.lock());
    lock.setStaleLockTime(0);
    if (!take(lock))
        return failure(
            Error::Kind::Conflict,
            u"The sandbox in %1 is open in another process. Close it there, then reset it."_s.arg(
                places.root));
    // First of all, so that an interrupted reset is finished by the next opening.
    QFile::remove(places.complete());
    QFile::remove(places.cluster());
    QFile::remove(places.kubeconfig());
    if (!QDir(places.repository()).removeRecursively() || !QDir(places.home()).removeRecursively())
        return failure(
            Error::Kind::Forbidden,
            u"Not all files below %1 could be removed; the next opening tries again."_s.arg(
                places.root));
    return Unit{};
}

} // namespace plumb::sandbox
