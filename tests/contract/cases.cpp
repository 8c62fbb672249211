// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "contract/cases.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace plumb::test {

QList<ContractCase> readCases(const QString& folder)
{
    QList<ContractCase> cases;
    for (const QString& name : QDir(folder).entryList({u"*.case"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        QMap<QString, QString> macros;
        const auto expanded = [&](QString text) {
            // Longer names first: $two must not be read as $t.
            for (auto each = macros.end(); each != macros.begin();) {
                --each;
                text.replace(u'$' + each.key(), each.value());
            }
            return text;
        };
        const QString stem = name.section(u'.', 0, 0);
        for (const QString& raw : QString::fromUtf8(file.readAll()).split(u'\n')) {
            const QString line = raw.trimmed();
            if (line.isEmpty() || line.startsWith(u'#'))
                continue;
            if (line.startsWith(u"DEF "))
                macros.insert(line.section(u' ', 1, 1), expanded(line.section(u' ', 2)));
            else if (line.startsWith(u"== "))
                cases.append({stem, line.mid(3), u"%1-%2"_s.arg(stem).arg(cases.size()), {}});
            else if (!cases.isEmpty())
                cases.last().steps += expanded(line);
        }
    }
    return cases;
}

namespace {

QString pathOf(const QString& text, const QString& ns)
{
    if (text.startsWith(u'/'))
        return text;
    static const QMap<QString, QString> kinds{
        {u"cm"_s, u"/api/v1/namespaces/%1/configmaps"_s},
        {u"secret"_s, u"/api/v1/namespaces/%1/secrets"_s},
        {u"svc"_s, u"/api/v1/namespaces/%1/services"_s},
        {u"sa"_s, u"/api/v1/namespaces/%1/serviceaccounts"_s},
        {u"pod"_s, u"/api/v1/namespaces/%1/pods"_s},
        {u"event"_s, u"/api/v1/namespaces/%1/events"_s},
        {u"ns"_s, u"/api/v1/namespaces"_s},
        {u"deploy"_s, u"/apis/apps/v1/namespaces/%1/deployments"_s},
        {u"rs"_s, u"/apis/apps/v1/namespaces/%1/replicasets"_s},
        {u"hpa"_s, u"/apis/autoscaling/v2/namespaces/%1/horizontalpodautoscalers"_s},
        {u"job"_s, u"/apis/batch/v1/namespaces/%1/jobs"_s},
        {u"ing"_s, u"/apis/networking.k8s.io/v1/namespaces/%1/ingresses"_s},
        {u"pdb"_s, u"/apis/policy/v1/namespaces/%1/poddisruptionbudgets"_s}};
    static const QRegularExpression word(u"^[a-z]+"_s);
    const QString kind = word.match(text).captured();
    QString root = kinds.value(kind);
    if (root.contains(u"%1"))
        root = root.arg(ns);
    return root + text.mid(kind.size());
}

// Whatever the controllers of a real cluster wrote beside the answer is not the API server's.
const QStringList kControllers{u"kube-controller-manager"_s, u"kube-scheduler"_s, u"kwok"_s,
                               u"kubelet"_s, u"ingress-controller"_s};
const QStringList kTheirAnnotations{u"deployment.kubernetes.io/revision"_s};

class Mask
{
public:
    explicit Mask(const QString& ns)
        : m_ns(ns)
    {
    }

    QJsonValue of(const QJsonValue& value, const QString& name = {}) const
    {
        if (value.isString())
            return text(value.toString(), name);
        if (value.isDouble() && (name == u"nodePort" || name == u"retryAfterSeconds"))
            return u"<%1>"_s.arg(name);
        if (value.isArray()) {
            QJsonArray list;
            for (const QJsonValue& each : value.toArray()) {
                if (name == u"managedFields"
                    && kControllers.contains(each[u"manager"_s].toString()))
                    continue;
                list.append(of(each, name));
            }
            // Conflicts come from a map, in no order; managers in that of their times, which may
            // fall into one second or two.
            if (name == u"causes" && list.at(0)[u"reason"_s] == u"FieldManagerConflict"_s)
                list = sorted(list, {u"field"_s, u"message"_s});
            if (name == u"managedFields")
                list =
                    sorted(list, {u"operation"_s, u"manager"_s, u"apiVersion"_s, u"subresource"_s});
            return list;
        }
        if (!value.isObject())
            return value;
        QJsonObject object = value.toObject(), masked;
        // Written by controllers from the moment the object is there.
        const QString kind = object.value(u"kind"_s).toString();
        if (kind == u"Deployment" || kind == u"ReplicaSet" || kind == u"Ingress")
            object.remove(u"status"_s);
        for (auto each = object.begin(); each != object.end(); ++each) {
            QJsonValue inner = of(each.value(), each.key());
            if (each.key() == u"annotations") {
                QJsonObject annotations = inner.toObject();
                for (const QString& theirs : kTheirAnnotations)
                    annotations.remove(theirs);
                if (annotations.isEmpty())
                    continue;
                inner = annotations;
            }
            masked.insert(each.key(), inner);
        }
        return masked;
    }

private:
    static QJsonArray sorted(const QJsonArray& list, const QStringList& by)
    {
        QMap<QString, QJsonValue> byText;
        for (const QJsonValue& each : list) {
            QString text;
            for (const QString& name : by)
                text += each[name].toString() + u'\n';
            byText.insert(text, each);
        }
        QJsonArray result;
        for (const QJsonValue& each : byText)
            result.append(each);
        return result;
    }

    QJsonValue text(QString text, const QString& name) const
    {
        static const QStringList versions{u"resourceVersion"_s, u"uid"_s, u"continue"_s};
        static const QStringList addresses{u"clusterIP"_s, u"clusterIPs"_s};
        if ((versions.contains(name) || addresses.contains(name)) && !text.isEmpty()
            && text != u"None")
            return u"<%1>"_s.arg(name);
        static const QRegularExpression time(u"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"_s);
        if (time.match(text).hasMatch())
            return u"<time>"_s;
        static const QRegularExpression uid(
            u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
        text.replace(uid, u"<uid>"_s);
        text.replace(m_ns, u"$NS"_s);
        static const QRegularExpression revision(
            u"(too old resource version: |current: |ResourceVersion in record \\(|revision: )[0-9]+( \\([0-9]+\\))?"_s);
        text.replace(revision, u"\\1<version>"_s);
        // The order of members in an object that a message quotes is not promised by anybody.
        static const QRegularExpression quoted(u"Invalid value: \"\\{.*\\}\": "_s,
                                               QRegularExpression::DotMatchesEverythingOption);
        text.replace(quoted, u"Invalid value: <object>: "_s);
        static const QRegularExpression random(u"^(.*-)[a-z0-9]{5}$"_s);
        if (name == u"name" && text.startsWith(u"configmap-") && text.count(u'-') == 2)
            text.replace(random, u"\\1<random>"_s);
        return text;
    }

    QString m_ns;
};

QJsonValue member(QJsonValue value, const QString& path)
{
    for (const QString& name : path.split(u'.'))
        value = value[name];
    return value;
}

//! Plays the steps of one case.
class Player
{
public:
    Player(const ContractCase& which, const ContractServer& server)
        : m_server(server)
        , m_mask(server.ns)
    {
        m_words.insert(u"NS"_s, server.ns);
        m_words.insert(u"N"_s, which.id);
    }

    QJsonValue step(const QString& raw)
    {
        const QString line = filled(raw);
        const QString verb = line.section(u' ', 0, 0), rest = line.section(u' ', 1);
        if (verb == u"LET") {
            m_words.insert(rest.section(u" = "_s, 0, 0),
                           member(m_last.json, rest.section(u" = "_s, 1)).toString());
            return {};
        }
        if (verb == u"SAME") {
            const QString value = member(m_last.json, rest.section(u" = "_s, 0, 0)).toString();
            return QJsonObject{{u"same"_s, value == rest.section(u" = "_s, 1)}};
        }
        if (verb == u"COMPACT") {
            m_server.compact(rest);
            return {};
        }
        if (verb == u"WATCH")
            return watch(rest.section(u' ', 0, 0).toInt(),
                         pathOf(rest.section(u' ', 1), m_server.ns));
        if (verb == u"FILE") {
            m_words.insert(u"FILE"_s, m_folder.filePath(u"object.json"_s));
            QFile file(m_words.value(u"FILE"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(QString(rest).replace(u'\'', u'"').toUtf8());
            return {};
        }
        if (verb == u"KUBECTL")
            return kubectl(QProcess::splitCommand(rest));
        if (verb == u"UNTIL") {
            QElapsedTimer timer;
            timer.start();
            do
                request(rest.section(u' ', 1));
            while (m_last.code != rest.section(u' ', 0, 0).toInt() && timer.elapsed() < 30000);
            return answer();
        }
        request(line);
        return answer();
    }

private:
    QString filled(QString text) const
    {
        for (auto each = m_words.end(); each != m_words.begin();) {
            --each;
            text.replace(u'$' + each.key(), each.value());
        }
        return text;
    }

    void request(const QString& line)
    {
        static const QMap<QString, QByteArray> types{
            {u"apply"_s, "application/apply-patch+yaml"},
            {u"merge"_s, "application/merge-patch+json"},
            {u"json"_s, "application/json-patch+json"},
            {u"strategic"_s, "application/strategic-merge-patch+json"}};
        const QString verb = line.section(u' ', 0, 0),
                      path = pathOf(line.section(u' ', 1, 1), m_server.ns);
        const QString word = verb == u"PATCH" ? line.section(u' ', 2, 2) : QString();
        QByteArray body = line.section(u' ', verb == u"PATCH" ? 3 : 2).toUtf8();
        body.replace('\'', '"');
        m_last = m_server.api->send(verb.toLatin1(), path, body,
                                    word.isEmpty() ? QByteArray("application/json")
                                                   : types.value(word, word.toLatin1()));
    }

    QJsonValue answer() const
    {
        QJsonObject masked{{u"code"_s, m_last.code}};
        masked.insert(u"body"_s, m_last.json.isEmpty() ? QJsonValue(QString::fromUtf8(m_last.bytes))
                                                       : m_mask.of(m_last.json));
        if (!m_last.warning.isEmpty())
            masked.insert(u"warning"_s, QString::fromUtf8(m_last.warning));
        return masked;
    }

    QJsonValue watch(qsizetype count, const QString& path)
    {
        const auto events = m_server.api->watch(
            path + u"&watch=true&timeoutSeconds=8"_s,
            [&](const QList<QJsonObject>& seen) { return seen.size() >= count; });
        QJsonArray list;
        for (const QJsonObject& event : events.mid(0, count))
            list.append(m_mask.of(event));
        return QJsonObject{{u"events"_s, list}};
    }

    QJsonValue kubectl(const QStringList& arguments)
    {
        // What "kubectl edit" opens: an editor that changes one word.
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"KUBE_EDITOR"_s, u"sed -i s/before/after/"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(m_server.kubectl,
                      QStringList{u"--kubeconfig"_s, m_server.kubeconfig, u"-n"_s, m_server.ns}
                          + arguments);
        process.waitForFinished(60000);
        return QJsonObject{
            {u"exit"_s, process.exitCode()},
            {u"out"_s, m_mask.of(QString::fromUtf8(process.readAllStandardOutput()))},
            {u"err"_s, m_mask.of(QString::fromUtf8(process.readAllStandardError()))}};
    }

    const ContractServer& m_server;
    Mask m_mask;
    QMap<QString, QString> m_words;
    ApiReply m_last;
    QTemporaryDir m_folder;
};

QString shown(const QJsonValue& value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2)).left(600);
}

} // namespace

QJsonArray played(const ContractCase& which, const ContractServer& server)
{
    Player player(which, server);
    QJsonArray answers;
    for (const QString& step : which.steps) {
        if (const QJsonValue answer = player.step(step); !answer.isNull())
            answers.append(answer);
    }
    return answers;
}

QString difference(const QJsonValue& expected, const QJsonValue& actual, const QString& path)
{
    if (expected == actual)
        return {};
    QStringList found;
    if (expected.isObject() && actual.isObject()) {
        QStringList names = expected.toObject().keys();
        for (const QString& name : actual.toObject().keys()) {
            if (!names.contains(name))
                names += name;
        }
        for (const QString& name : names) {
            if (const QString inner = difference(expected[name], actual[name], path + u'/' + name);
                !inner.isEmpty())
                found += inner;
        }
        return found.join(u'\n');
    }
    if (expected.isArray() && actual.isArray()
        && expected.toArray().size() == actual.toArray().size()) {
        for (qsizetype i = 0; i < expected.toArray().size(); ++i) {
            const QString inner = difference(expected.toArray().at(i), actual.toArray().at(i),
                                             path + u'/' + QString::number(i));
            if (!inner.isEmpty())
                found += inner;
        }
        return found.join(u'\n');
    }
    return u"%1: real %2, sandbox %3"_s.arg(path, shown(expected), shown(actual));
}

} // namespace plumb::test
