// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <stop_token>

namespace plumb::cli {

struct Command;

//! What the caller's script reads. 6 wins over 1: partial data is never a clean answer.
enum class ExitCode {
    Nothing = 0,
    Differences = 1,
    Failed = 2,
    Usage = 3,
    Unreachable = 4,
    NotPermitted = 5,
    Incomplete = 6
};

ExitCode exitCodeOf(const Error& error);

//! One option of one command: the table that parser, --help and man page are made from.
struct Option
{
    const char* names; //!< "o,output"
    const char* valueName; //!< nullptr: a switch
    const char* help;
    const char* fallback = nullptr;
};

//! One run of one command: its arguments, the engine, where it writes. Lives on a worker thread.
class Invocation
{
public:
    Invocation(const Command& command, const QCommandLineParser& parser, engine::Engine* engine,
               std::stop_token stop);

    std::stop_token stop() const { return m_stop; }
    QStringList arguments() const { return m_parser.positionalArguments().mid(1); }
    //! Given by the user; false for an option that this command does not have.
    bool has(const char* option) const;
    QStringList values(const char* option) const
    {
        return m_parser.values(QString::fromLatin1(option));
    }
    QString value(const char* option) const { return m_parser.value(QString::fromLatin1(option)); }
    //! A path given by the user, resolved against the directory the program was started in.
    static QString absolute(const QString& path);
    QString format() const { return value("output"); }
    //! "plumb --sandbox rollback": this command with the options of every command that were given,
    //! for a line that is to be copied.
    QString sameProgram(const QString& command) const;

    //! Runs `question(engine)` on the engine's thread and waits here for the future it answers.
    template <typename Fn>
    auto ask(Fn question)
    {
        decltype(question(*m_engine)) future;
        QMetaObject::invokeMethod(
            m_engine, [&] { future = question(*m_engine); }, Qt::BlockingQueuedConnection);
        return await(future);
    }
    //! The same for something the engine knows at once.
    template <typename Fn>
    auto look(Fn question)
    {
        decltype(question(*m_engine)) answer;
        QMetaObject::invokeMethod(
            m_engine, [&] { answer = question(*m_engine); }, Qt::BlockingQueuedConnection);
        return answer;
    }
    const engine::Settings& settings() const { return m_engine->settings(); }

    void print(const QString& text) const; //!< stdout, as it is
    void printBytes(const QByteArray& bytes) const;
    void complain(const QString& sentence) const; //!< stderr, one line, control characters escaped
    ExitCode fail(const Error& error) const;
    ExitCode misuse(const QString& sentence) const;
    //! Prints a JSON document as -o json or yaml; adds schemaVersion unless it is a List.
    void printJson(QJsonObject document) const;

private:
    const Command& m_command;
    const QCommandLineParser& m_parser;
    engine::Engine* m_engine;
    std::stop_token m_stop;
};

//! One command of `plumb`: one file, one line in commands.cpp.
struct Command
{
    const char* name;
    const char* synopsis; //!< after the name: "[APP] [-o table|wide|json]"
    const char* summary; //!< one line for --help
    std::vector<Option> options;
    std::vector<const char*> formats; //!< of -o, the first is the default; empty: no -o
    int minArguments = 0, maxArguments = 0;
    bool readsWorkspace = true; //!< load workspace and kubeconfig before it runs
    bool asksClusters = false; //!< only then is it told what is wrong with the kubeconfig
    ExitCode (*run)(Invocation&) = nullptr;
};

const std::vector<Command>& commands();

//! Names of all commands' functions; each lives in its own file.
ExitCode apps(Invocation&);
ExitCode blame(Invocation&);
ExitCode contexts(Invocation&);
ExitCode detectApps(Invocation&); //!< `plumb apps detect`
ExitCode diff(Invocation&);
ExitCode driftOf(Invocation&);
ExitCode health(Invocation&);
ExitCode history(Invocation&);
ExitCode manifest(Invocation&);
ExitCode plan(Invocation&);
ExitCode push(Invocation&);
ExitCode render(Invocation&);
ExitCode rollback(Invocation&);
ExitCode sandbox(Invocation&);
ExitCode show(Invocation&);
ExitCode status(Invocation&);
ExitCode sync(Invocation&);

} // namespace plumb::cli
