// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"

#include "base/secretvalue.h"
#include "base/text.h"
#include "cli/startup.h"
#include "yaml/parse.h"

#include <QDir>
#include <QJsonDocument>

#include <cstdio>

namespace plumb::cli {

ExitCode exitCodeOf(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::Timeout:
    case Error::Kind::Uncertain:
        return ExitCode::Unreachable;
    case Error::Kind::Forbidden:
    case Error::Kind::Unauthorised:
        return ExitCode::NotPermitted;
    default:
        return ExitCode::Failed;
    }
}

Invocation::Invocation(const Command& command, const QCommandLineParser& parser,
                       engine::Engine* engine, std::stop_token stop)
    : m_command(command)
    , m_parser(parser)
    , m_engine(engine)
    , m_stop(std::move(stop))
{
}

bool Invocation::has(const char* option) const
{
    const QString name = QString::fromLatin1(option);
    const auto& known = m_command.options;
    const bool ours = (name == u"output" && !m_command.formats.empty())
                      || std::any_of(known.begin(), known.end(), [&](const Option& one) {
                             return QString::fromLatin1(one.names).split(u',').contains(name);
                         });
    return ours && m_parser.isSet(name);
}

QString Invocation::absolute(const QString& path)
{
    if (path.isEmpty() || QDir::isAbsolutePath(path))
        return path;
    return QDir::cleanPath(startDirectory() + u'/' + path);
}

QString Invocation::sameProgram(const QString& command) const
{
    QString line = u"plumb "_s;
    if (m_parser.isSet(u"sandbox"_s))
        line += u"--sandbox "_s;
    for (const char* name : {"workspace", "kubeconfig"}) {
        if (!m_parser.isSet(QString::fromLatin1(name)))
            continue;
        QString path = value(name);
        line += u"--%1 '%2' "_s.arg(QString::fromLatin1(name), path.replace(u'\'', u"'\\''"_s));
    }
    return line + command;
}

void Invocation::print(const QString& text) const
{
    printBytes(text.toUtf8());
}

void Invocation::printBytes(const QByteArray& bytes) const
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

void Invocation::complain(const QString& sentence) const
{
    const QByteArray line = "plumb: " + printable(redacted(sentence)).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

ExitCode Invocation::fail(const Error& error) const
{
    complain(error.summary.isEmpty() ? nameOf(error.kind) : error.summary);
    for (const QString& line : shownDetail(error).split(u'\n', Qt::SkipEmptyParts))
        std::fprintf(stderr, "  %s\n", printable(redacted(line)).toUtf8().constData());
    return exitCodeOf(error);
}

ExitCode Invocation::misuse(const QString& sentence) const
{
    complain(sentence);
    return ExitCode::Usage;
}

void Invocation::printJson(QJsonObject document) const
{
    if (!document.contains(u"apiVersion"_s))
        document.insert(u"schemaVersion"_s, 1);
    if (format() == u"yaml")
        printBytes(yaml::emitYaml({document}));
    else
        printBytes(QJsonDocument(document).toJson(QJsonDocument::Indented));
}

} // namespace plumb::cli
