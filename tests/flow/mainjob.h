// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/gitfixture.h"
#include "support/gitserver.h"
#include "support/plumbprocess.h"

#include <QJsonArray>
#include <QTest>
#include <QUuid>

namespace plumb::test {

//! The world of the main job: a repository behind smart HTTP, a colleague who works on it, and a
//! namespace of the real control plane, looked at with kubectl, git and the server's audit log.
class MainJob
{
public:
    //! Makes repository, first commit and namespace; false with `problem` when there is no cluster.
    bool begin(const QString& name)
    {
        if (!qEnvironmentVariableIsSet("PLUMBLINE_REAL_KUBECONFIG")) {
            problem = "no real control plane";
            return false;
        }
        server = std::make_unique<GitServer>(m_served.path());
        server->createRepository(u"shop.git"_s);
        colleague = std::make_unique<GitFixture>(m_colleague.path());
        colleague->git({u"remote"_s, u"add"_s, u"origin"_s, url()});
        first =
            pushCommit(u"web: first release"_s,
                       {{u"apps/web/deployment.yaml"_s, deployment("shop/web:1.0.0")},
                        {u"apps/web/config.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: "
                                                    "{name: web}\ndata: {greeting: hello}\n"}});
        ns = name + u'-' + QUuid::createUuid().toString(QUuid::Id128).left(8);
        plumb.environment.insert(u"KUBECONFIG"_s, fileOf(u"admin"_s));
        plumb.write(u".gitconfig"_s, "[user]\nname = Olivia Ops\nemail = olivia@example.com\n");
        const Outcome made = kubectl(u"admin"_s, {u"create"_s, u"namespace"_s, ns});
        problem = made.all();
        return made.exitCode == 0;
    }
    void end() const { kubectl(u"admin"_s, {u"delete"_s, u"namespace"_s, ns, u"--wait=false"_s}); }

    //! The kubeconfig of a person: admin, alice, reader, tenant.
    static QString fileOf(const QString& person)
    {
        return QFileInfo(qEnvironmentVariable("PLUMBLINE_REAL_KUBECONFIG")).path() + u'/' + person
               + u".kubeconfig"_s;
    }
    QString url() const { return server->url(u"shop.git"_s); }
    //! What everybody sees who asks the server.
    QString tip() const { return server->revision(u"shop.git"_s, u"main"_s); }
    Outcome kubectl(const QString& person, const QStringList& arguments) const
    {
        return plumb.runProgram(u"kubectl"_s,
                                QStringList{u"--kubeconfig"_s, fileOf(person)} + arguments);
    }
    QString live(const QString& jsonPath) const
    {
        return kubectl(u"admin"_s, {u"-n"_s, ns, u"get"_s, u"deployment/web"_s, u"-o"_s,
                                    u"jsonpath="_s + jsonPath})
            .output;
    }
    QString pushCommit(const QString& message, const QMap<QString, QByteArray>& files)
    {
        const QString id = colleague->commit(message, files);
        colleague->git({u"push"_s, u"-q"_s, u"origin"_s, u"main"_s});
        return id;
    }
    //! A release that can never run.
    QString pushBadCommit()
    {
        return pushCommit(
            u"web: move to the fast disks"_s,
            {{u"apps/web/deployment.yaml"_s,
              deployment("shop/web:1.1.0", "      nodeSelector: {disk: does-not-exist}\n")}});
    }
    //! Requests to change objects of the namespace, by programs whose user agent has that part.
    QStringList writesInAuditLog(const QString& userAgentPart) const
    {
        QFile log(qEnvironmentVariable("PLUMBLINE_REAL_AUDIT"));
        if (!log.open(QIODevice::ReadOnly))
            qFatal("the audit log cannot be read");
        QStringList writes;
        while (!log.atEnd()) {
            const QJsonObject event = QJsonDocument::fromJson(log.readLine()).object();
            const QString verb = event.value(u"verb"_s).toString();
            const QString uri = event.value(u"requestURI"_s).toString();
            if (event.value(u"stage"_s).toString() == u"ResponseComplete" && uri.contains(ns)
                && event.value(u"userAgent"_s).toString().contains(userAgentPart)
                && (verb == u"patch" || verb == u"create" || verb == u"update" || verb == u"delete")
                && !uri.contains(u"dryRun"))
                writes.append(verb + u' ' + uri);
        }
        return writes;
    }
    static QByteArray deployment(const QByteArray& image, const QByteArray& selector = {})
    {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n"
               "  replicas: 2\n  progressDeadlineSeconds: 4\n"
               "  selector: {matchLabels: {app: web}}\n"
               "  template:\n    metadata: {labels: {app: web}}\n    spec:\n"
               + selector + "      containers:\n      - name: web\n        image: " + image
               + "\n        env:\n        - {name: LOG_LEVEL, value: info}\n";
    }

    PlumbProcess plumb;
    std::unique_ptr<GitServer> server;
    std::unique_ptr<GitFixture> colleague;
    QString ns, first;
    QByteArray problem;

private:
    QTemporaryDir m_served, m_colleague;
};

} // namespace plumb::test
