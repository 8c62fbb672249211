// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/kubeconfigfile_p.h"

#include "base/files.h"
#include "base/text.h"
#include "kube/proxy_p.h"
#include "yaml/parse.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace plumb::kube {

using yaml::Mark;
using yaml::Node;

namespace {

constexpr qint64 kMaxCredential = 1LL << 20;

//! The words of one file, each wrong one with its place.
class Reader
{
public:
    explicit Reader(QString file)
        : m_file(std::move(file))
        , m_folder(QFileInfo(m_file).absoluteDir())
    {
    }

    QString at(const Mark& mark, const QString& what) const
    {
        return u"%1, line %2, column %3: %4"_s.arg(printable(m_file, 300))
            .arg(mark.line)
            .arg(mark.column)
            .arg(what);
    }
    //! Says it in the list, and in the entry that it spoils.
    void say(const Mark& mark, const QString& what, QString* entryProblem = nullptr)
    {
        const QString sentence = at(mark, what);
        problems += sentence;
        if (entryProblem && entryProblem->isEmpty())
            *entryProblem = sentence;
    }

    const Node* mapping(const Node* in, QStringView key, QString* problem)
    {
        const Node* found = in ? in->member(key) : nullptr;
        if (!found || found->type == Node::Type::Null || found->type == Node::Type::Mapping)
            return found && found->type == Node::Type::Mapping ? found : nullptr;
        say(found->begin, u"\"%1\" must be a mapping."_s.arg(key), problem);
        return nullptr;
    }
    QString text(const Node* in, QStringView key, QString* problem)
    {
        const Node* found = in ? in->member(key) : nullptr;
        if (!found || found->type == Node::Type::Null)
            return {};
        if (found->type == Node::Type::String)
            return found->text();
        say(found->begin, u"\"%1\" must be text; put it in quotes."_s.arg(key), problem);
        return {};
    }
    bool flag(const Node* in, QStringView key, QString* problem)
    {
        const Node* found = in ? in->member(key) : nullptr;
        if (!found || found->type == Node::Type::Null)
            return false;
        if (found->type != Node::Type::Bool)
            say(found->begin, u"\"%1\" must be true or false."_s.arg(key), problem);
        return found->type == Node::Type::Bool && found->scalar().toBool();
    }
    QStringList texts(const Node* in, QStringView key, QString* problem)
    {
        QStringList all;
        const Node* found = in ? in->member(key) : nullptr;
        if (!found || found->type == Node::Type::Null)
            return all;
        if (found->type != Node::Type::Sequence)
            say(found->begin, u"\"%1\" must be a list."_s.arg(key), problem);
        for (const Node& item : found->items()) {
            if (item.type == Node::Type::String)
                all += item.text();
            else
                say(item.begin, u"an entry of \"%1\" must be text; put it in quotes."_s.arg(key),
                    problem);
        }
        return all;
    }
    QString path(const Node* in, QStringView key, QString* problem)
    {
        const QString text = this->text(in, key, problem);
        return text.isEmpty() ? text : QDir::cleanPath(m_folder.absoluteFilePath(text));
    }

    //! Those of these keys that name a file.
    QList<NamedFile> files(const Node* in, const QStringList& keys)
    {
        QList<NamedFile> named;
        for (const QString& key : keys)
            if (const QString file = path(in, key, nullptr); !file.isEmpty())
                named.append({file, key, isBeside(file, m_file)});
        return named;
    }

    //! PEM text from `key`-data (base64) or from the file that `key` names.
    QByteArray pem(const Node* in, const QString& key, const QByteArray& label, QString* problem)
    {
        const QString dataKey = key + u"-data"_s;
        QString data = text(in, dataKey, problem);
        QByteArray bytes;
        QString source = dataKey;
        if (!data.isEmpty() && !text(in, key, problem).isEmpty()) {
            say(in->member(key)->begin,
                u"\"%1\" and \"%2\" exclude each other."_s.arg(key, dataKey), problem);
            return {};
        }
        if (!data.isEmpty()) {
            // Go's decoder skips line ends and nothing else, and wants the padding.
            data.remove(u'\n').remove(u'\r');
            const auto decoded = QByteArray::fromBase64Encoding(
                data.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
            if (!decoded || data.size() % 4 != 0) {
                say(in->member(dataKey)->begin, u"\"%1\" is not base64."_s.arg(dataKey), problem);
                return {};
            }
            bytes = *decoded;
        } else {
            source = path(in, key, problem);
            if (source.isEmpty())
                return {};
            sources += source;
            const auto content = readFile(source, kMaxCredential);
            if (!content) {
                say(in->member(key)->begin, u"\"%1\": %2"_s.arg(key, content.error().summary),
                    problem);
                return {};
            }
            bytes = *content;
        }
        if (bytes.contains("-----BEGIN ") && bytes.contains(label))
            return bytes;
        const Node* where = in->member(data.isEmpty() ? key : dataKey);
        say(where->begin,
            u"\"%1\" holds no %2 in PEM form."_s.arg(printable(source, 300),
                                                     QString::fromLatin1(label).toLower()),
            problem);
        return {};
    }

    //! Calls fn(name, body, mark) for each usable entry of a list of {name, <bodyKey>}.
    template <typename Fn>
    void entries(const Node* root, const QString& listKey, const QString& bodyKey, Fn fn)
    {
        const Node* list = root->member(listKey);
        if (!list || list->type == Node::Type::Null)
            return;
        if (list->type != Node::Type::Sequence)
            return say(list->begin, u"\"%1\" must be a list."_s.arg(listKey));
        QStringList names;
        for (const Node& entry : list->items()) {
            if (entry.type != Node::Type::Mapping) {
                say(entry.begin,
                    u"an entry of \"%1\" must be a mapping with a name."_s.arg(listKey));
                continue;
            }
            const QString name = text(&entry, u"name", nullptr);
            if (name.isEmpty()) {
                if (!entry.member(u"name") || entry.member(u"name")->type == Node::Type::String)
                    say(entry.begin, u"an entry of \"%1\" has no name."_s.arg(listKey));
            } else if (names.contains(name)) {
                say(entry.begin, twice(name, listKey));
            } else {
                names += name;
                QString problem;
                // Which one is meant? kubectl refuses the whole file, we what uses the name.
                const auto isSame = [&](const Node& other) {
                    return &other != &entry && other.type == Node::Type::Mapping
                           && other.member(u"name") && other.member(u"name")->text() == name;
                };
                const auto& all = list->items();
                if (const auto other = std::find_if(all.begin(), all.end(), isSame);
                    other != all.end())
                    problem = at(other->begin, twice(name, listKey));
                const Node* body = mapping(&entry, bodyKey, &problem);
                fn(name, body, entry.begin, problem);
            }
        }
    }

    QStringList problems, sources;

private:
    static QString twice(const QString& name, const QString& listKey)
    {
        return u"\"%1\" is in \"%2\" twice."_s.arg(printable(name, 100), listKey);
    }

    QString m_file;
    QDir m_folder;
};

ClusterEntry readCluster(Reader& reader, const Node* body, const Mark& where, QString& problem)
{
    ClusterEntry entry;
    entry.server = reader.text(body, u"server", &problem);
    if (!entry.server.isEmpty() && !entry.server.contains(u"://"_s))
        entry.server.prepend(u"https://"_s);
    entry.tlsServerName = reader.text(body, u"tls-server-name", &problem);
    entry.proxyUrl = reader.text(body, u"proxy-url", &problem);
    entry.insecure = reader.flag(body, u"insecure-skip-tls-verify", &problem);
    entry.caPem = reader.pem(body, u"certificate-authority"_s, "CERTIFICATE", &problem);
    entry.files = reader.files(body, {u"certificate-authority"_s});
    const Node* server = body ? body->member(u"server") : nullptr;
    if (const QString why = serverProblem(entry.server); !why.isEmpty())
        reader.say(server ? server->begin : where, why, &problem);
    if (entry.insecure && !entry.caPem.isEmpty())
        reader.say(where,
                   u"a certificate authority and insecure-skip-tls-verify exclude each other."_s,
                   &problem);
    if (!entry.proxyUrl.isEmpty()) {
        const QUrl proxy(entry.proxyUrl);
        const Mark mark = body->member(u"proxy-url")->begin;
        if (!QStringList{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s}.contains(proxy.scheme())
            || proxy.host().isEmpty())
            reader.say(mark, u"\"proxy-url\" must be an http, https or socks5 address."_s,
                       &problem);
        else if (!entry.server.startsWith(u"https:"_s))
            reader.say(mark,
                       u"a proxy is not used for plain http, since it would see the credentials."_s,
                       &problem);
    }
    return entry;
}

bool isHeaderSafe(const QString& text)
{
    return std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c < u' ' || c == QChar(0x7f); });
}

Impersonation readImpersonation(Reader& reader, const Node* body, const Mark& where,
                                QString& problem)
{
    Impersonation whom;
    whom.user = reader.text(body, u"as", &problem);
    whom.uid = reader.text(body, u"as-uid", &problem);
    whom.groups = reader.texts(body, u"as-groups", &problem);
    if (const Node* extra = reader.mapping(body, u"as-user-extra", &problem))
        for (const auto& member : extra->members())
            whom.extra.insert(member.key, reader.texts(extra, member.key, &problem));
    QStringList words = QStringList{whom.user, whom.uid} + whom.groups;
    for (const QStringList& values : std::as_const(whom.extra))
        words += values;
    if (!std::all_of(words.begin(), words.end(), isHeaderSafe))
        reader.say(where, u"what begins with \"as\" must be one line each."_s, &problem);
    if (whom.user.isEmpty() && whom != Impersonation())
        reader.say(where, u"\"as-uid\", \"as-groups\" and \"as-user-extra\" need \"as\"."_s,
                   &problem);
    return whom;
}

UserEntry readUser(Reader& reader, const Node* body, const Mark& where, QString& problem)
{
    UserEntry entry;
    entry.certificatePem = reader.pem(body, u"client-certificate"_s, "CERTIFICATE", &problem);
    if (const QByteArray key = reader.pem(body, u"client-key"_s, "PRIVATE KEY", &problem);
        !key.isEmpty())
        entry.keyPem = SecretValue(key);
    if (const QString token = reader.text(body, u"token", &problem).trimmed(); !token.isEmpty()) {
        entry.token = SecretValue(token.toUtf8());
        if (!isHeaderSafe(token))
            reader.say(body->member(u"token")->begin, u"\"token\" must be one line."_s, &problem);
    }
    entry.certificateFile = reader.path(body, u"client-certificate", &problem);
    entry.keyFile = reader.path(body, u"client-key", &problem);
    entry.tokenFile = reader.path(body, u"tokenFile", &problem);
    entry.files = reader.files(body, {u"client-certificate"_s, u"client-key"_s, u"tokenFile"_s});
    entry.username = reader.text(body, u"username", &problem);
    if (const QString password = reader.text(body, u"password", &problem); !password.isEmpty())
        entry.password = SecretValue(password.toUtf8());
    if (!entry.token.isEmpty() && (!entry.username.isEmpty() || !entry.password.isEmpty()))
        reader.say(where, u"a token and a user name with password exclude each other."_s, &problem);
    entry.impersonation = readImpersonation(reader, body, where, problem);

    const Node* exec = reader.mapping(body, u"exec", &problem);
    const Node* provider = reader.mapping(body, u"auth-provider", &problem);
    // Not wrong, only not for us: said at the entry, not among the problems.
    if (exec && problem.isEmpty())
        problem = u"uses the exec plugin %1, which this version cannot run"_s.arg(
            printable(reader.text(exec, u"command", nullptr), 200));
    if (provider && problem.isEmpty())
        problem =
            u"uses the auth-provider %1, which Kubernetes has removed; its exec plugin replaces it"_s
                .arg(printable(reader.text(provider, u"name", nullptr), 200));
    if (entry.certificatePem.isEmpty() != entry.keyPem.isEmpty())
        reader.say(where,
                   entry.keyPem.isEmpty() ? u"a client certificate without its key."_s
                                          : u"a client key without its certificate."_s,
                   &problem);
    return entry;
}

} // namespace

bool isBeside(const QString& file, const QString& other)
{
    const auto place = [](const QString& path) {
        const QString real = QFileInfo(path).canonicalFilePath(); // empty: there is none
        return real.isEmpty() ? QFileInfo(path).absoluteFilePath() : real;
    };
    const QString folder = place(QFileInfo(other).absolutePath());
    return place(file).startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

QString serverProblem(const QString& server)
{
    if (server.isEmpty())
        return u"\"server\" is missing."_s;
    const QUrl url(server, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return u"\"server\" is not an address: %1."_s.arg(printable(server, 200));
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return u"\"server\" must be an https address."_s;
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return u"\"server\" must be an address without user name, \"?\" and \"#\"."_s;
    if (url.scheme() == u"http" && !isLoopback(url.host()))
        return u"\"server\" is plain http: everyone on the way could read the credentials. Only "
               u"this machine itself may be "
               "reached so."_s;
    return {};
}

Kubeconfig parseKubeconfig(const QString& file, const QByteArray& bytes)
{
    Kubeconfig config;
    Reader reader(file);
    const yaml::Parsed parsed = yaml::parseConfig(bytes);
    for (const yaml::Problem& problem : parsed.problems)
        reader.say(problem.where, problem.message);
    const Node* root = parsed.documents.isEmpty() ? nullptr : parsed.documents.first().root.get();
    if (parsed.documents.size() > 1)
        reader.say(parsed.documents.at(1).begin,
                   u"a kubeconfig is one document; what follows is not read."_s);
    if (root && root->type != Node::Type::Null && root->type != Node::Type::Mapping) {
        reader.say(root->begin, u"this is not a kubeconfig: it is not a mapping."_s);
        root = nullptr;
    }
    if (root) {
        const QString kind = reader.text(root, u"kind", nullptr);
        if (!kind.isEmpty() && kind != u"Config") {
            reader.say(root->member(u"kind")->begin,
                       u"this is not a kubeconfig: its kind is \"%1\"."_s.arg(printable(kind, 80)));
            root = nullptr;
        }
    }
    if (root && root->type == Node::Type::Mapping) {
        const QString version = reader.text(root, u"apiVersion", nullptr);
        if (!version.isEmpty() && version != u"v1") {
            reader.say(root->member(u"apiVersion")->begin,
                       u"this is not a kubeconfig: its apiVersion is \"%1\"."_s.arg(
                           printable(version, 80)));
            root = nullptr;
        }
    }
    if (root && root->type == Node::Type::Mapping) {
        reader.entries(
            root, u"clusters"_s, u"cluster"_s,
            [&](const QString& name, const Node* body, const Mark& where, QString problem) {
                ClusterEntry entry = readCluster(reader, body, where, problem);
                entry.name = name;
                entry.file = file;
                entry.problem = problem;
                config.clusters += entry;
            });
        reader.entries(
            root, u"users"_s, u"user"_s,
            [&](const QString& name, const Node* body, const Mark& where, QString problem) {
                UserEntry entry = readUser(reader, body, where, problem);
                entry.name = name;
                entry.file = file;
                entry.problem = problem;
                config.users += entry;
            });
        reader.entries(
            root, u"contexts"_s, u"context"_s,
            [&](const QString& name, const Node* body, const Mark& where, QString problem) {
                ContextEntry entry{name,
                                   reader.text(body, u"cluster", &problem),
                                   reader.text(body, u"user", &problem),
                                   reader.text(body, u"namespace", &problem),
                                   file,
                                   {}};
                if (entry.cluster.isEmpty())
                    reader.say(where,
                               u"the context \"%1\" names no cluster."_s.arg(printable(name, 100)),
                               &problem);
                entry.problem = problem;
                config.contexts += entry;
            });
        config.currentContext = reader.text(root, u"current-context", nullptr);
    }
    config.problems = reader.problems;
    config.sources = QStringList{file} + reader.sources;
    return config;
}

} // namespace plumb::kube
