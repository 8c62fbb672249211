// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kubeconfigcases.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace plumb::test {

namespace {

using namespace Qt::Literals::StringLiterals;

// Some want to be commands, some to be another type. // reliability K2
const QStringList kNames{u"dev"_s,
                         u"prod"_s,
                         u"`touch canary`"_s,
                         u"$(touch canary)"_s,
                         u"x; touch canary"_s,
                         u"arn:aws:eks:eu-west-1:1:cluster/one"_s,
                         u"Übung 'mit' \"Namen\""_s,
                         u"true"_s,
                         u"0644"_s,
                         u"a: b #c"_s};

class Maker
{
public:
    Maker(quint32 seed, QString folder)
        : m_random(seed)
        , m_folder(std::move(folder))
    {
    }

    KubeconfigCase make()
    {
        const int count = 1 + below(4);
        for (int i = 0; i < count; ++i) {
            const QString home = m_folder + u"/file %1"_s.arg(i);
            QDir().mkpath(home + u"/pki"_s);
            QDir().mkpath(m_folder + u"/shared"_s);
            m_home = home;
            const QString file = home + u"/config"_s;
            m_case.files += file;
            writeFile(file);
        }
        if (chance(10))
            m_case.files += m_case.files.first();
        return m_case;
    }

private:
    int below(int limit) { return m_random.bounded(limit); }
    bool chance(int percent) { return below(100) < percent; }
    QString any(const QStringList& from) { return from.at(below(int(from.size()))); }
    void tell(const QString& what) { m_case.story += what + u", "_s; }

    void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

    void writeFile(const QString& file)
    {
        switch (below(14)) {
        case 0:
            return tell(u"missing"_s);
        case 1:
            tell(u"empty"_s);
            return write(file, chance(50) ? QByteArray() : QByteArray("# nothing yet\n"));
        case 2: {
            static const QByteArrayList kBroken{
                "clusters: [\n",
                "kind: Pod\napiVersion: v1\n",
                "apiVersion: v7\nkind: Config\n",
                "clusters: {a: b}\n",
                "contexts:\n- name: dev\n  context: {cluster: 12}\n",
                "users:\n- {name: dev, user: {}}\n- {name: dev, user: {token: b}}\n",
                "users:\n- {name: dev, user: {client-key-data: '%%%'}}\n",
                "just words\n",
                "clusters:\n- name: dev\n  cluster: {insecure-skip-tls-verify: 'true'}\n"};
            tell(u"broken"_s);
            m_case.brokenFiles += file;
            return write(file, kBroken.at(below(int(kBroken.size()))));
        }
        default:
            break;
        }
        QJsonObject config;
        if (chance(80))
            config = {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Config"_s}};
        if (chance(40))
            config.insert(u"preferences"_s, QJsonObject());
        if (chance(10))
            config.insert(u"extensions"_s, extensions());
        config.insert(u"clusters"_s, list(u"cluster"_s, [this] { return cluster(); }));
        config.insert(u"users"_s, list(u"user"_s, [this] { return user(); }));
        config.insert(u"contexts"_s, list(u"context"_s, [this] { return context(); }));
        if (chance(65)) {
            config.insert(u"current-context"_s, any(kNames));
            tell(u"current-context"_s);
        } else if (chance(30)) {
            config.insert(u"current-context"_s, QString());
        }
        write(file, text(config));
    }

    template <typename Fn>
    QJsonArray list(const QString& key, Fn body)
    {
        QJsonArray entries;
        for (const QString& name : kNames)
            if (chance(65))
                entries += QJsonObject{{u"name"_s, name}, {key, body()}};
        return entries;
    }

    QJsonArray extensions()
    {
        tell(u"extensions"_s);
        return {QJsonObject{
            {u"name"_s, u"tool.example/info"_s},
            {u"extension"_s, QJsonObject{{u"last-update"_s, u"today"_s}, {u"version"_s, 3}}}}};
    }

    QByteArray pem(const QByteArray& label)
    {
        const QByteArray text = QByteArray::number(m_random.generate64(), 36);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    //! The key with a path, relative in one of several ways, or with the data itself.
    void addPem(QJsonObject& to, const QString& key, const QByteArray& label)
    {
        const QByteArray bytes = pem(label);
        if (chance(55)) {
            to.insert(key + u"-data"_s, QString::fromLatin1(bytes.toBase64()));
            return;
        }
        const QString name = u"%1 %2.pem"_s.arg(key).arg(m_random.generate());
        switch (below(4)) {
        case 0:
            write(m_home + u"/pki/"_s + name, bytes);
            to.insert(key, u"pki/"_s + name);
            break;
        case 1:
            write(m_folder + u"/shared/"_s + name, bytes);
            to.insert(key, u"../shared/"_s + name);
            break;
        case 2:
            write(m_home + u'/' + name, bytes);
            to.insert(key, u"./"_s + name);
            break;
        default:
            if (!chance(10)) // else a path to nothing
                write(m_home + u"/pki/"_s + name, bytes);
            to.insert(key, m_home + u"/pki/"_s + name);
        }
        tell(u"file"_s);
    }

    QJsonObject cluster()
    {
        static const QStringList kServers{
            u"https://api.example"_s, u"https://10.0.0.%1:6443"_s, u"https://[fd00::%1]:6443"_s,
            u"https://api.example:%1/k8s/clusters/c-1"_s, u"api-%1.example:6443"_s};
        QString server = any(kServers);
        if (server.contains(u"%1"))
            server = server.arg(1 + below(200));
        const bool isLocal = chance(5);
        QJsonObject made{{u"server"_s, isLocal ? u"http://127.0.0.1:8080"_s : server}};
        if (chance(20))
            made.insert(u"tls-server-name"_s, u"api.internal"_s);
        if (chance(20) && !isLocal)
            made.insert(u"proxy-url"_s, any({u"http://proxy:3128"_s, u"https://proxy:443"_s,
                                             u"socks5://user:word@10.0.0.1:1080"_s}));
        if (chance(65))
            addPem(made, u"certificate-authority"_s, "CERTIFICATE");
        else if (chance(40))
            made.insert(u"insecure-skip-tls-verify"_s, true);
        if (chance(15))
            made.insert(u"disable-compression"_s, chance(50));
        if (chance(10))
            made.insert(u"extensions"_s, extensions());
        return made;
    }

    QJsonObject user()
    {
        QJsonObject made;
        switch (below(7)) {
        case 0:
            made.insert(u"tokenFile"_s,
                        any({u"pki/token"_s, u"../shared/token"_s, m_home + u"/token"_s}));
            tell(u"tokenFile"_s);
            [[fallthrough]];
        case 1:
            if (made.isEmpty() || chance(50))
                made.insert(u"token"_s, QString::number(m_random.generate64(), 36));
            break;
        case 2:
        case 3:
            addPem(made, u"client-certificate"_s, "CERTIFICATE");
            addPem(made, u"client-key"_s, "RSA PRIVATE KEY");
            break;
        case 4:
            made.insert(u"username"_s, u"ann"_s);
            made.insert(u"password"_s, u"pa: ss #w"_s);
            break;
        case 5:
            if (chance(40)) {
                made.insert(u"exec"_s,
                            QJsonObject{{u"apiVersion"_s, u"client.authentication.k8s.io/v1"_s},
                                        {u"command"_s, u"`touch canary`"_s},
                                        {u"interactiveMode"_s, u"Never"_s}});
                tell(u"exec"_s);
            }
            break;
        default:
            break; // nobody
        }
        if (chance(25)) {
            tell(u"as"_s);
            made.insert(u"as"_s, u"system:serviceaccount:a:b"_s);
            if (chance(50))
                made.insert(u"as-uid"_s, u"0007"_s);
            if (chance(50))
                made.insert(u"as-groups"_s, QJsonArray{u"system:masters"_s, u"with space"_s});
            if (chance(50))
                made.insert(u"as-user-extra"_s,
                            QJsonObject{{u"example.org/reason"_s, QJsonArray{u"a"_s, u"b"_s}},
                                        {u"scopes"_s, QJsonArray{u"view"_s}}});
        }
        if (chance(10))
            made.insert(u"extensions"_s, extensions());
        return made;
    }

    QJsonObject context()
    {
        QJsonObject made{{u"cluster"_s, any(kNames)}};
        if (chance(90))
            made.insert(u"user"_s, any(kNames));
        if (chance(60))
            made.insert(u"namespace"_s, any({u"shop"_s, u"kube-system"_s, u"123"_s}));
        if (chance(10))
            made.insert(u"extensions"_s, extensions());
        return made;
    }

    //! One of the forms in which the same content may stand in a file.
    QByteArray text(const QJsonObject& config)
    {
        const int form = below(5);
        if (form < 2) {
            tell(u"JSON"_s);
            return QJsonDocument(config).toJson(form == 0 ? QJsonDocument::Indented
                                                          : QJsonDocument::Compact);
        }
        QByteArray yaml = chance(30) ? "\xEF\xBB\xBF" : "";
        if (chance(30))
            yaml += "# made by a tool\n---\n";
        yaml += mapping(config, 0);
        if (form == 2) {
            tell(u"CRLF"_s);
            yaml.replace('\n', "\r\n");
        }
        return yaml;
    }

    QByteArray mapping(const QJsonObject& object, int depth)
    {
        QByteArray yaml;
        for (auto it = object.begin(); it != object.end(); ++it) {
            yaml += QByteArray(depth * 2, ' ') + scalar(it.key(), false) + ':';
            yaml += below(12) == 0 ? " # why\n" + behind(it.value(), depth, true)
                                   : behind(it.value(), depth, false);
        }
        return yaml;
    }

    //! A value behind its key; on a line of its own where something stands behind the key.
    QByteArray behind(const QJsonValue& value, int depth, bool isOnNewLine)
    {
        const QByteArray inner = QByteArray(depth * 2 + 2, ' ');
        if (value.isObject() && !value.toObject().isEmpty() && !chance(20))
            return (isOnNewLine ? "" : "\n") + mapping(value.toObject(), depth + 1);
        if (value.isArray() && !value.toArray().isEmpty() && !chance(15)) {
            QByteArray yaml = isOnNewLine ? "" : "\n";
            for (const QJsonValue& item : value.toArray()) {
                if (!item.isObject()) {
                    yaml += inner + "- " + scalar(item, false) + '\n';
                    continue;
                }
                QByteArray entry = mapping(item.toObject(), depth + 2);
                entry[depth * 2 + 2] = '-';
                yaml += entry;
            }
            return yaml;
        }
        if (value.isObject() || value.isArray()) {
            const QByteArray flow =
                value.isObject() ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)
                                 : QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
            return (isOnNewLine ? inner : " ") + flow + '\n';
        }
        return (isOnNewLine ? inner : " ") + scalar(value, !isOnNewLine, inner) + '\n';
    }

    QByteArray scalar(const QJsonValue& value, bool mayBeBlock, const QByteArray& indent = {})
    {
        if (!value.isString())
            return QJsonDocument(QJsonArray{value})
                .toJson(QJsonDocument::Compact)
                .chopped(1)
                .mid(1);
        const QString text = value.toString();
        static const QRegularExpression kPlain(u"^[A-Za-z][A-Za-z-]*[a-z]$"_s);
        static const QStringList kWords{u"true"_s, u"false"_s, u"yes"_s, u"no"_s,
                                        u"on"_s,   u"off"_s,   u"null"_s};
        if (mayBeBlock && text.size() > 60 && chance(40)) {
            QByteArray block = "|";
            for (qsizetype at = 0; at < text.size(); at += 40)
                block += '\n' + indent + text.mid(at, 40).toUtf8();
            return block;
        }
        if (kPlain.match(text).hasMatch() && !kWords.contains(text) && chance(70))
            return text.toUtf8();
        if (chance(50))
            return '\'' + QString(text).replace(u"'"_s, u"''"_s).toUtf8() + '\'';
        return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).chopped(1).mid(1);
    }

    QRandomGenerator m_random;
    QString m_folder, m_home;
    KubeconfigCase m_case;
};

} // namespace

KubeconfigCase writeKubeconfigCase(quint32 seed, const QString& folder)
{
    return Maker(seed, folder).make();
}

} // namespace plumb::test
