// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>

#include <functional>
#include <vector>

// What every bench program is made of: ours against a peer, in turns within one run, the median of
// their ratios held against a limit.
namespace plumb::bench {

//! What a whole process took, from its start to its end.
struct Cost
{
    double seconds = 0, mebibytes = 0, cpuSeconds = 0;
};

//! Ends the bench when the program fails, unless its exit code is one of `accepted`; the output is
//! thrown away.
Cost run(const QStringList& command, const QList<int>& accepted = {0});
//! The same, with what it wrote.
QByteArray output(const QStringList& command, const QList<int>& accepted = {0});
double median(std::vector<double> values);
//! The wall time of one call, in seconds.
double seconds(const std::function<void()>& work);

struct Figure
{
    QString id; //!< "B5"; figures of one id that differ in what they measure: "B5 memory"
    QString what; //!< "10,000 manifests / yaml-cpp LoadAll, s"
    std::function<double()> ours;
    std::function<double()> peer; //!< none: `ours` itself is held against the limits
    double mustBe = 0, goal = 0;
};

//! The options of every bench (--full, --rounds, --json, --must), the table, the JSON. A program
//! without --full does a small form whose answers and counters are checked and whose times say
//! nothing; tests/bench/run gives --full --must.
class Bench
{
public:
    //! Options of its own are added to `parser` before.
    Bench(QCommandLineParser& parser, const QStringList& arguments);
    Bench(QCommandLineParser& parser, const QCoreApplication&)
        : Bench(parser, QCoreApplication::arguments())
    {
    }
    bool isFull() const { return m_isFull; }
    //! Where a large input is kept for the next run ($PLUMBLINE_BENCH_DATA); the small form has no
    //! such place and gets `otherwise`.
    QString dataFolder(const QString& name, const QString& otherwise) const;
    //! Of what chance there is in the inputs of all figures behind this.
    void useSeed(quint32 seed);
    void measure(const Figure& figure);
    //! Writes the JSON; the exit code of the program.
    int finish() const;

private:
    bool m_isFull = false, m_mustHold = false;
    int m_rounds = 1;
    QString m_file;
    QJsonValue m_seed; // null: there is no chance in the input
    QJsonArray m_figures;
};

} // namespace plumb::bench
