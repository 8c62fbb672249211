// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "rounds.h"

#include "support/answered.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>

namespace plumb::test {

using objects::FieldPath;

namespace {

const QString kCompetitor = u"ci-deployer"_s; // applies on the client's side, as kubectl does
const QStringList kManagers{u"kubectl-edit"_s, u"kubectl-set"_s, u"helm"_s, u"keel-controller"_s,
                            kCompetitor};

QByteArray bytesOf(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

//! One object's part of what `diff -u` printed: does anything differ but the record of kubectl and
//! the generation? Both change with every forced apply of a client-side applied object.
bool isRealDifference(const QStringList& lines)
{
    static const QRegularExpression trap(
        u"^[-+] +(generation: [0-9]+|annotations:|kubectl\\.kubernetes\\.io/last-applied-configuration: \\||\\{\"apiVersion\".*)$"_s);
    return std::any_of(lines.begin(), lines.end(), [](const QString& line) {
        return (line.startsWith(u'+') || line.startsWith(u'-')) && !line.startsWith(u"+++")
               && !line.startsWith(u"---") && !trap.match(line).hasMatch();
    });
}

QString idOf(const Thing& thing)
{
    return thing.kind + u' ' + thing.name;
}

} // namespace

Rounds::Rounds(int count, quint32 seed)
    : m_random(seed)
    , m_ns(u"rounds-%1-%2"_s.arg(seed).arg(QCoreApplication::applicationPid()))
    , m_git(m_folder.filePath(u"repository"_s))
{
    QFile kubeconfig(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"));
    if (!kubeconfig.open(QIODevice::ReadOnly))
        qFatal("there is no real control plane");
    m_api = ApiSession::fromKubeconfig(QString::fromUtf8(kubeconfig.readAll()));
    mustKubectl({u"create"_s, u"namespace"_s, m_ns});
    mustKubectl({u"apply"_s, u"--server-side"_s, u"--field-manager=rounds"_s, u"-f"_s, u"-"_s},
                bytesOf(widgetDefinition()));
    mustKubectl({u"wait"_s, u"--for=condition=Established"_s, u"crd/widgets.rounds.example.com"_s});
    m_city = makeCity(m_ns, count, m_random);
    commit(u"first"_s);
    QStringList all;
    for (const Thing& thing : std::as_const(m_city))
        all.append(idOf(thing));
    apply(all);

    const QString home = m_folder.filePath(u"home"_s);
    QDir().mkpath(home);
    QFile::setPermissions(home, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    engine::Settings settings;
    settings.paths = Paths::under(home);
    settings.workspaceFile = m_folder.filePath(u"workspace.yaml"_s);
    settings.kubeconfigFile = kubeconfig.fileName();
    QFile workspace(settings.workspaceFile);
    if (!workspace.open(QIODevice::WriteOnly))
        qFatal("the workspace cannot be written");
    workspace.write(QStringLiteral("version: 1\nrepositories:\n- {name: shop, path: %1}\n"
                                   "applications:\n- {name: shop, repository: shop, path: shop, "
                                   "revision: main, context: real, namespace: %2}\n")
                        .arg(m_git.folder(), m_ns)
                        .toUtf8());
    workspace.close();
    m_engine = std::make_unique<engine::Engine>(settings, m_runner, m_clock);
    answered(m_engine->load());
}

Rounds::~Rounds()
{
    kubectl({u"delete"_s, u"namespace"_s, m_ns, u"--wait=false"_s});
}

Rounds::Outcome Rounds::kubectl(const QStringList& arguments, const QByteArray& input) const
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"KUBECONFIG"_s, qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG"));
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("PLUMBLINE_REAL_BIN") + u"/kubectl"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(-1);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void Rounds::mustKubectl(const QStringList& arguments, const QByteArray& input) const
{
    const Outcome done = kubectl(arguments, input);
    if (done.code != 0)
        qFatal("kubectl %s: %s", qPrintable(arguments.join(u' ')), done.err.constData());
}

void Rounds::commit(const QString& message)
{
    QMap<QString, QByteArray> files;
    for (const Thing& thing : std::as_const(m_city))
        files.insert(thing.file, bytesOf(thing.desired));
    m_git.commit(message, files);
}

engine::ApplicationSnapshot Rounds::compare()
{
    answered(m_engine->fetch(u"shop"_s, {}));
    const auto snapshot = answered(m_engine->evaluate(u"shop"_s, {}, {}));
    if (snapshot.error)
        qFatal("%s", qPrintable(snapshot.error->summary));
    return snapshot;
}

QSet<QString> Rounds::kubectlDiff(bool isServerSide) const
{
    QStringList arguments{u"diff"_s, u"-f"_s, m_git.file(u"shop"_s), u"--concurrency=50"_s};
    if (isServerSide)
        arguments += {u"--server-side"_s, u"--force-conflicts"_s, u"--field-manager=plumbline"_s};
    const Outcome done = kubectl(arguments);
    if (done.code != 0 && done.code != 1)
        qFatal("kubectl diff: %s", done.err.constData());
    QMap<QString, QStringList> parts;
    QString at;
    for (const QString& line : QString::fromUtf8(done.out).split(u'\n')) {
        if (line.startsWith(u"diff -u ")) {
            // The file is GROUP.VERSION.KIND.NAMESPACE.NAME
            const QStringList words = line.mid(line.lastIndexOf(u'/') + 1).split(u'.');
            at = words.at(words.size() - 3) + u' ' + words.last();
        } else {
            parts[at].append(line);
        }
    }
    QSet<QString> found;
    for (auto part = parts.begin(); part != parts.end(); ++part)
        if (!part.key().isEmpty() && isRealDifference(*part))
            found.insert(part.key());
    return found;
}

void Rounds::editGit(int count)
{
    for (int i = 0; i < count; ++i) {
        Thing& thing = m_city[m_random.bounded(int(m_city.size()))];
        thing.desired = edited(thing.desired, drawGitEdit(thing.desired, ++m_serial, m_random));
    }
    commit(u"a day's work"_s);
}

void Rounds::editLive(int count)
{
    QMap<QString, QByteArray> deployed;
    for (int i = 0; i < count; ++i) {
        const Thing& thing = m_city.at(m_random.bounded(int(m_city.size())));
        const QString id = idOf(thing);
        const Edit edit = drawEdit(thing.desired, ++m_serial, m_random);
        const QString manager = kManagers.at(i % kManagers.size());
        if (manager != kCompetitor) {
            if (!deployed.contains(id))
                write(thing, edit, manager);
        } else if (!m_writers.contains(id) && thing.kind != u"Secret") {
            // An apply of the whole would undo the edits of the others, and the test lose count.
            deployed.insert(id, bytesOf(edited(thing.desired, edit)));
            if (!edit.isNothing)
                m_writers[id][edit.path] = edit.value.isUndefined() ? QString() : manager;
        }
    }
    if (!deployed.isEmpty())
        mustKubectl({u"apply"_s, u"--field-manager="_s + kCompetitor, u"-f"_s, u"-"_s},
                    deployed.values().join("\n---\n"));
}

// Half of them as an update of the whole, half as a patch: what the server records is the same.
void Rounds::write(const Thing& thing, const Edit& edit, const QString& manager)
{
    const QString url = urlOf(thing.desired);
    const QJsonObject before = m_api->get(url).json;
    const QJsonObject after = edited(before, edit);
    if (before.value(u"metadata"_s).toObject().value(u"uid"_s).isUndefined())
        return; // it was deleted
    const QByteArray query = "?fieldManager=" + manager.toUtf8();
    const bool isWhole = m_random.bounded(2) == 0;
    const auto reply =
        isWhole ? m_api->send("PUT", url + QString::fromUtf8(query), bytesOf(after))
                : m_api->send("PATCH", url + QString::fromUtf8(query),
                              bytesOf(mergePatch(before, after)), "application/merge-patch+json");
    if (reply.code == 409)
        return write(thing, edit, manager); // a controller was there in between
    if (reply.code != 200)
        qFatal("%s of %s by %s: %s", qPrintable(edit.path), qPrintable(url), qPrintable(manager),
               reply.bytes.constData());
    const auto path = FieldPath::parse(edit.path);
    if (!edit.isNothing && path->in(before) != edit.value)
        m_writers[idOf(thing)][edit.path] = edit.value.isUndefined() ? QString() : manager;
}

void Rounds::deleteLive(int count)
{
    for (int i = 0; i < count; ++i) {
        const Thing& thing = m_city.at(m_random.bounded(int(m_city.size())));
        if (thing.kind == u"PersistentVolumeClaim")
            continue; // a finalizer keeps it for a while
        m_api->send("DELETE", urlOf(thing.desired) + u"?propagationPolicy=Background"_s);
        m_writers.remove(idOf(thing));
    }
}

// As Plumbline sends it: `kubectl apply --server-side` would also take over what other client-side
// appliers recorded.
void Rounds::applyAsUs(const Thing& thing)
{
    const auto reply =
        m_api->send("PATCH", urlOf(thing.desired) + u"?fieldManager=plumbline&force=true"_s,
                    bytesOf(thing.desired), "application/apply-patch+yaml");
    if (reply.code != 200 && reply.code != 201)
        qFatal("apply of %s: %s", qPrintable(idOf(thing)), reply.bytes.constData());
}

void Rounds::apply(const QStringList& names)
{
    QByteArrayList byKubectl;
    for (const Thing& thing : std::as_const(m_city)) {
        if (!names.contains(idOf(thing)))
            continue;
        if (thing.route == Thing::Route::Kubectl)
            byKubectl.append(bytesOf(thing.desired));
        else
            applyAsUs(thing);
        // What Git names is Git's again; what others added stays theirs, but for what an earlier
        // `kubectl apply` added: the next one takes it out again.
        auto& writers = m_writers[idOf(thing)];
        for (auto writer = writers.begin(); writer != writers.end();) {
            const bool isNamed = !FieldPath::parse(writer.key())->in(thing.desired).isUndefined();
            const bool isTakenOut =
                thing.route == Thing::Route::Kubectl && writer.value() == kCompetitor;
            writer = isNamed || isTakenOut ? writers.erase(writer) : std::next(writer);
        }
        if (writers.isEmpty())
            m_writers.remove(idOf(thing));
    }
    if (!byKubectl.isEmpty())
        mustKubectl({u"apply"_s, u"-f"_s, u"-"_s}, byKubectl.join("\n---\n"));
}

QStringList Rounds::untouched(const QSet<QString>& drifted) const
{
    QStringList all;
    for (const Thing& thing : m_city)
        if (!m_writers.contains(idOf(thing)) && !drifted.contains(idOf(thing)))
            all.append(idOf(thing));
    return all;
}

QStringList Rounds::wrongManagers(const engine::ApplicationSnapshot& snapshot) const
{
    QStringList wrong;
    for (const auto& object : snapshot.objects) {
        const QString id = object.key.kind + u' ' + object.key.name;
        const auto writers = m_writers.value(id);
        if (!object.live)
            continue;
        for (auto writer = writers.begin(); writer != writers.end(); ++writer) {
            const auto path = FieldPath::parse(writer.key());
            const QJsonValue live = path->in(object.live->json());
            const QJsonValue desired = path->in(object.desired->json());
            if (live == desired)
                continue; // taken out on both sides, or Git followed
            ++m_managersAsked;
            const auto field = std::find_if(
                object.drift.fields.begin(), object.drift.fields.end(), [&](const auto& each) {
                    return path->startsWith(each.path) || each.path.startsWith(*path);
                });
            if (field == object.drift.fields.end())
                wrong.append(u"%1 %2: not reported"_s.arg(id, writer.key()));
            else if (field->manager != *writer)
                wrong.append(u"%1 %2: written by \"%3\", reported \"%4\" (%5)"_s.arg(
                    id, writer.key(), *writer, field->manager, drift::toString(field->what)));
        }
    }
    return wrong;
}

} // namespace plumb::test
