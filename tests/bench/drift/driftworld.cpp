// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/drift/driftworld.h"

#include "bench/support/ratios.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace plumb::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kOneIn = 40; // 25 of 1,000

QString real(const char* name)
{
    const QString value = qEnvironmentVariable(name);
    if (!QFile::exists(value))
        qFatal("%s names nothing: tests/real/up makes it", name);
    return value;
}

const std::pair<const char*, const char*> kTemplates[] = {
    {"apps/v1 Deployment", R"(
  replicas: 0
  selector: {matchLabels: {app: $N$}}
  template:
    metadata: {labels: {app: $N$, tier: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/web:1.$I$
          args: [--port, "8080", --verbose]
          ports: [{name: http, containerPort: 8080}]
          env:
            - {name: LOG_LEVEL, value: info}
            - {name: MODE, value: fast}
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {cpu: "1", memory: 512Mi}
          readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
)"},
    {"v1 Service", R"(
  clusterIP: None
  selector: {app: $N$}
  ports:
    - {name: http, port: 80, targetPort: http}
    - {name: metrics, port: 9100, targetPort: 9100}
)"},
    {"v1 ConfigMap", R"(
  greeting: hello $I$
  settings.ini: |
    [server]
    port = 8080
    workers = $I$
)"},
    {"networking.k8s.io/v1 Ingress", R"(
  ingressClassName: public
  rules:
    - host: $N$.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: $N$, port: {number: 80}}}}
)"},
};

} // namespace

DriftWorld::DriftWorld(int objects)
    : m_objects(objects)
    , m_ns(u"bench-drift-%1"_s.arg(QCoreApplication::applicationPid()))
    , m_git(m_scratch.filePath(u"repository"_s))
{
    QFile kubeconfig(real("PLUMBLINE_REAL_KUBECONFIG"));
    if (!kubeconfig.open(QIODevice::ReadOnly))
        qFatal("the kubeconfig cannot be read");
    m_api = test::ApiSession::fromKubeconfig(QString::fromUtf8(kubeconfig.readAll()));
    run(kubectl({u"create"_s, u"namespace"_s, m_ns}));
    commit("one");
    // On the server's side: `kubectl diff --server-side` shows the record of every object that a
    // client applied as a difference.
    run(kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, oneFile()}));
    change();
    QDir().mkpath(home());
    QFile::setPermissions(home(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("PLUMBLINE_HOME", home().toUtf8());
    qputenv("PLUMBLINE_WORKSPACE", workspaceFile().toUtf8());
    qputenv("KUBECONFIG", kubeconfig.fileName().toUtf8());
    QFile workspace(workspaceFile());
    if (!workspace.open(QIODevice::WriteOnly))
        qFatal("the workspace cannot be written");
    workspace.write(u"version: 1\nrepositories:\n- {name: shop, path: %1}\napplications:\n"
                    "- {name: shop, repository: shop, path: shop, revision: main, context: real, "
                    "namespace: %2}\n"_s.arg(m_git.folder(), m_ns)
                        .toUtf8());
}

DriftWorld::~DriftWorld()
{
    run(kubectl({u"delete"_s, u"namespace"_s, m_ns, u"--wait=false"_s}));
}

void DriftWorld::commit(const QByteArray& label)
{
    QMap<QString, QByteArray> files;
    QByteArray all;
    for (int i = 0; i < m_objects; ++i) {
        const auto& [type, body] = kTemplates[i % std::size(kTemplates)];
        const auto words = QByteArray(type).split(' ');
        const QByteArray name = words[1].toLower() + '-' + QByteArray::number(i);
        QByteArray text = "apiVersion: " + words[0] + "\nkind: " + words[1]
                          + "\nmetadata:\n  name: " + name + "\n  namespace: " + m_ns.toUtf8()
                          + "\n  labels: {app: " + name + ", release: " + label + "}\n"
                          + (words[1] == "ConfigMap" ? "data:" : "spec:") + body;
        text.replace("$N$", name).replace("$I$", QByteArray::number(i));
        files.insert(u"shop/"_s + QString::fromUtf8(name) + u".yaml"_s, text);
        all += "---\n" + text;
    }
    m_git.commit(QString::fromUtf8(label), files);
    QFile file(oneFile());
    if (!file.open(QIODevice::WriteOnly) || file.write(all) != all.size())
        qFatal("the manifests cannot be written");
}

void DriftWorld::moveGit()
{
    commit("two");
    m_drifted = m_objects;
}

void DriftWorld::change()
{
    for (int i = 0; i < m_objects; i += kOneIn) {
        const QByteArray kind =
            QByteArray(kTemplates[i % std::size(kTemplates)].first).split(' ')[1];
        const QString name = QString::fromUtf8(kind.toLower()) + u'-' + QString::number(i);
        const auto reply = m_api->send(
            "PATCH",
            u"/apis/apps/v1/namespaces/%1/deployments/%2?fieldManager=kubectl-edit"_s.arg(m_ns,
                                                                                          name),
            R"({"spec":{"template":{"spec":{"containers":[{"name":"web","image":"shop/web:hotfix"}]}}}})",
            "application/strategic-merge-patch+json");
        if (reply.code != 200)
            qFatal("%s was not changed: %s", qPrintable(name), reply.bytes.constData());
        ++m_drifted;
    }
}

QStringList DriftWorld::plumb(const QStringList& arguments) const
{
    return QStringList{QString::fromUtf8(BINARY_ROOT) + u"/bin/plumb"_s} + arguments;
}

QStringList DriftWorld::kubectl(const QStringList& arguments) const
{
    return QStringList{real("PLUMBLINE_REAL_BIN") + u"/kubectl"_s, u"--kubeconfig"_s,
                       real("PLUMBLINE_REAL_KUBECONFIG")}
           + arguments;
}

QSet<QString> DriftWorld::foundByPlumb() const
{
    const auto json =
        QJsonDocument::fromJson(output(plumb({u"drift"_s, u"shop"_s, u"-o"_s, u"json"_s}), {0, 1}));
    QSet<QString> found;
    for (const QJsonValue& item : json[u"items"].toArray())
        for (const QJsonValue& field : item[u"fields"].toArray())
            if (field[u"class"].toString() == u"manual" || field[u"class"].toString() == u"pending")
                found.insert(item[u"object"][u"kind"].toString() + u' '
                             + item[u"object"][u"name"].toString());
    return found;
}

QSet<QString> DriftWorld::foundByKubectl(const QStringList& diff) const
{
    QSet<QString> found;
    static const QRegularExpression heading(u"^diff -u .*/([^/\\s]+)$"_s,
                                            QRegularExpression::MultilineOption);
    // The file is GROUP.VERSION.KIND.NAMESPACE.NAME
    auto matches = heading.globalMatch(QString::fromUtf8(output(kubectl(diff), {0, 1})));
    while (matches.hasNext()) {
        const QStringList words = matches.next().captured(1).split(u'.');
        found.insert(words.at(words.size() - 3) + u' ' + words.last());
    }
    return found;
}

void DriftWorld::forgetRenders() const
{
    QDir(home() + u"/cache"_s).removeRecursively();
}

DriftWorld::Requests DriftWorld::requestsSince()
{
    QFile log(real("PLUMBLINE_REAL_AUDIT"));
    Requests requests;
    if (!log.open(QIODevice::ReadOnly) || !log.seek(m_audited))
        qFatal("the audit log cannot be read");
    while (!log.atEnd()) {
        const QByteArray line = log.readLine();
        if (!line.endsWith('\n'))
            break;
        m_audited += line.size();
        const auto event = QJsonDocument::fromJson(line);
        if (!event[u"userAgent"].toString().startsWith(u"plumb"))
            continue;
        const QString verb = event[u"verb"].toString();
        if (verb == u"list")
            ++requests.lists;
        else if (verb == u"get")
            ++requests.gets;
        else if (verb == u"patch" && event[u"requestURI"].toString().contains(u"dryRun=All"))
            ++requests.dryRuns;
        else
            ++requests.others;
    }
    return requests;
}

} // namespace plumb::bench
