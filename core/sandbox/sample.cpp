// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/sample.h"

#include "sandbox/shop.h"

#include <QSet>
#include <QTimeZone>

namespace plumb::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList kEnvironments{u"dev"_s, u"staging"_s, u"prod"_s};
const QStringList kServices{u"cart"_s,     u"catalog"_s,  u"checkout"_s,
                            u"frontend"_s, u"payments"_s, u"recommendation"_s};

struct Person
{
    QString name, email;
};
const Person kRobot{u"Release Bot"_s, u"release-bot@shop.example"_s};
const QList<Person> kPeople{{u"Mara Lindqvist"_s, u"mara.lindqvist@shop.example"_s},
                            {u"Tomás Herrera"_s, u"tomas.herrera@shop.example"_s},
                            {u"Aiko Tanabe"_s, u"aiko.tanabe@shop.example"_s},
                            {u"Jonas Weber"_s, u"jonas.weber@shop.example"_s},
                            {u"Ngozi Eze"_s, u"ngozi.eze@shop.example"_s}};

//! Writes history commit by commit; what it would write is decided by makeSample().
class Historian
{
public:
    Sample sample;

    ServiceState& state(const QString& environment, const QString& service)
    {
        return m_states[environment + u'/' + service];
    }

    //! The manifests of a service into the tree.
    void write(const QString& environment, const QString& service)
    {
        const QString folder = environment + u'/' + service + u'/';
        const Files files = manifestsOf(service, environment, state(environment, service));
        for (auto each = files.begin(); each != files.end(); ++each)
            m_tree.insert(folder + each.key(), each.value());
    }
    void file(const QString& path, const QString& text) { m_tree.insert(path, text.toUtf8()); }

    int commit(const Person& who, const QString& message, const QString& tag = {})
    {
        m_now = m_now.addSecs(1200 + (m_step * 7919) % 14400);
        if (m_now.time().hour() >= 19) // nobody works at night
            m_now = QDateTime(m_now.date().addDays(m_now.date().dayOfWeek() == 5 ? 3 : 1),
                              QTime(8, int(m_step * 13 % 60)), QTimeZone::utc());
        ++m_step;
        sample.commits.append({m_tip, -1, who.name, who.email, message, m_now, m_tree, tag});
        m_tip = int(sample.commits.size()) - 1;
        return m_tip;
    }
    const Person& somebody() const { return kPeople[(m_step * 3 + m_step / 4) % kPeople.size()]; }

    void branch()
    {
        m_forkTip = m_tip;
        m_forkTree = m_tree;
    }
    //! Goes back to main; the commits since branch() are on the branch.
    void leaveBranch()
    {
        m_branchTip = m_tip;
        m_branchTree = m_tree;
        m_tip = m_forkTip;
        m_tree = m_forkTree;
    }
    int merge(const Person& who, const QString& name)
    {
        for (auto each = m_branchTree.begin(); each != m_branchTree.end(); ++each) {
            if (m_forkTree.value(each.key()) != each.value())
                m_tree.insert(each.key(), each.value());
        }
        const int merged = commit(who, u"Merge branch '%1'"_s.arg(name));
        sample.commits[merged].merged = m_branchTip;
        return merged;
    }
    int tip() const { return m_tip; }

private:
    QMap<QString, ServiceState> m_states;
    Files m_tree, m_forkTree, m_branchTree;
    QDateTime m_now{QDate(2026, 9, 21), QTime(9, 0), QTimeZone::utc()};
    int m_tip = -1, m_forkTip = -1, m_branchTip = -1;
    qint64 m_step = 0;
};

QString version(int round, int service)
{
    return u"1.%1.%2"_s.arg(round).arg(service % 3);
}

void foundation(Historian& history)
{
    history.file(u"README.md"_s, u"# shop-config\n\nWhat runs in the shop's clusters: one folder "
                                 u"per environment and service.\n"
                                 "A change goes to dev first, then to staging, then to prod.\n"_s);
    history.commit(kPeople[0], u"Start with an empty shop"_s);
    QString namespaces;
    for (const QString& environment : kEnvironments)
        namespaces += u"---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop-%1\n"_s.arg(
            environment);
    history.file(u"cluster/namespaces.yaml"_s, namespaces.mid(4));
    history.commit(kPeople[0], u"cluster: a namespace per environment"_s);
    history.file(u"docs/rollback.md"_s,
                 u"# Rolling back\n\nRevert the commit; never edit the cluster by hand.\n"_s);
    history.commit(kPeople[3], u"docs: how to roll back"_s);
    for (const QString& service : kServices) {
        for (const QString& environment : kEnvironments) {
            ServiceState& state = history.state(environment, service);
            state.image = version(0, int(kServices.indexOf(service)));
            state.replicas = environment == u"prod" ? 3 : environment == u"staging" ? 2 : 1;
            state.settings = {{u"region"_s, u"eu"_s}, {u"request-timeout"_s, u"5s"_s}};
            state.hasIngress = service == u"frontend";
            state.hasSecret = service == u"payments";
            state.hasAutoscaler = service == u"cart" && environment == u"prod";
            history.write(environment, service);
            history.commit(history.somebody(), environment == u"dev"
                                                   ? u"%1: first manifests for dev"_s.arg(service)
                                                   : u"%1: open in %2"_s.arg(service, environment));
        }
    }
}

//! A new version walks through the environments.
void promote(Historian& history, const QString& service, const QString& image)
{
    for (const QString& environment : kEnvironments) {
        ServiceState& state = history.state(environment, service);
        const QString old = std::exchange(state.image, image);
        history.write(environment, service);
        history.commit(kRobot, u"%1: image %2 → %3 in %4"_s.arg(service, old, image, environment));
    }
}

//! One small decision of a person, everywhere.
void tune(Historian& history, const QString& service, int round)
{
    QString what;
    for (const QString& environment : kEnvironments) {
        ServiceState& state = history.state(environment, service);
        const auto more = [&](const QString& name, int first, int step) {
            const int now = state.settings.contains(name)
                                ? state.settings.value(name).remove(u's').toInt() + step
                                : first;
            return QString::number(now);
        };
        switch (state.splitProbes && round % 5 == 4 ? 0 : round % 5) {
        case 0:
            state.memoryMi += 32;
            what = u"%1: raise memory to %2Mi, it was killed twice last week"_s.arg(service).arg(
                state.memoryMi);
            break;
        case 1:
            state.settings.insert(u"request-timeout"_s, more(u"request-timeout"_s, 5, 2) + u's');
            what = u"%1: wait longer for slow neighbours"_s.arg(service);
            break;
        case 2:
            state.cpuMilli += 50;
            what = u"%1: ask for more CPU at peak hours"_s.arg(service);
            break;
        case 3:
            state.settings.insert(u"cache-entries"_s, more(u"cache-entries"_s, 500, 250));
            what = u"%1: larger cache"_s.arg(service);
            break;
        default:
            state.splitProbes = true;
            what = u"%1: split liveness from readiness"_s.arg(service);
        }
        history.write(environment, service);
    }
    history.commit(history.somebody(), what);
}

void feature(Historian& history, const QString& service, const QString& other, const QString& name)
{
    history.branch();
    for (const QString& environment : kEnvironments) {
        history.state(environment, service).settings.insert(name, u"off"_s);
        history.write(environment, service);
    }
    history.commit(history.somebody(), u"%1: add the switch %2, off"_s.arg(service, name));
    history.state(u"dev"_s, service).settings.insert(name, u"on"_s);
    history.write(u"dev"_s, service);
    history.commit(history.somebody(), u"%1: try %2 in dev"_s.arg(service, name));
    history.leaveBranch();
    tune(history, other, int(other.size()));
    history.merge(history.somebody(), service + u'-' + name);
}

void years(Historian& history)
{
    const QStringList switches{u"gift-cards"_s,    u"new-ranking"_s, u"guest-orders"_s,
                               u"dark-header"_s,   u"instalments"_s, u"nearby-shops"_s,
                               u"saved-baskets"_s, u"size-advisor"_s};
    for (int round = 1; round <= 7; ++round) {
        for (qsizetype i = 0; i < kServices.size(); ++i) {
            const QString& service = kServices[(i + round) % kServices.size()];
            promote(history, service, version(round, int(i)));
            if ((i + round) % 3 == 0)
                tune(history, service, round + int(i));
            if (i == 2)
                feature(history, service, kServices[(i + round + 2) % kServices.size()],
                        switches[round % 8]);
        }
        history.file(u"docs/releases/1.%1.md"_s.arg(round),
                     u"# Release 1.%1\n\nSee the commits before this one.\n"_s.arg(round));
        history.commit(kPeople[round % kPeople.size()], u"docs: notes of release 1.%1"_s.arg(round),
                       u"v1.%1.0"_s.arg(round));
    }
}

SampleApplication application(const QString& name, const QString& environment,
                              SampleApplication::Story story, int commit, int before = -1)
{
    return {name, environment, story, before, commit};
}

//! The last days: what the six applications show.
void stories(Historian& history)
{
    using Story = SampleApplication::Story;
    auto& apps = history.sample.applications;

    history.branch();
    ServiceState& checkout = history.state(u"prod"_s, u"checkout"_s);
    checkout.image = u"1.8.2"_s;
    history.write(u"prod"_s, u"checkout"_s);
    history.commit(kRobot, u"checkout: image 1.7.2 → 1.8.2 in prod"_s);
    checkout.splitProbes = true;
    history.write(u"prod"_s, u"checkout"_s);
    history.commit(
        kPeople[1],
        u"checkout: split liveness from readiness\n\nThe pod was restarted while it only waited "
        "for payments."_s);
    history.leaveBranch();
    history.file(u"docs/keys.md"_s, u"# Payment keys\n\nRotate them every quarter.\n"_s);
    history.commit(kPeople[4], u"docs: how to rotate the payment keys"_s);
    const int checkoutMerge = history.merge(kPeople[1], u"checkout-1.8.2"_s);
    apps += application(u"checkout"_s, u"prod"_s, Story::EditedByHand, checkoutMerge);

    for (const QString& environment : kEnvironments) {
        history.state(environment, u"payments"_s).hasBudget = true;
        history.write(environment, u"payments"_s);
    }
    const int budgets =
        history.commit(kPeople[2], u"payments: keep one pod during node upgrades"_s, u"v1.8.0"_s);
    apps += application(u"payments"_s, u"prod"_s, Story::Secret, budgets);

    ServiceState& catalog = history.state(u"prod"_s, u"catalog"_s);
    catalog.settings.insert(u"ranking"_s, u"experimental"_s);
    history.write(u"prod"_s, u"catalog"_s);
    history.commit(kPeople[3], u"catalog: enable new ranking"_s);
    catalog.settings.remove(u"ranking"_s);
    history.write(u"prod"_s, u"catalog"_s);
    const int reverted = history.commit(
        kPeople[3], u"Revert \"catalog: enable new ranking\"\n\nSearch got slower by half."_s);
    apps += application(u"catalog"_s, u"prod"_s, Story::Clean, reverted);
    apps += application(u"cart"_s, u"prod"_s, Story::Autoscaled, reverted);

    const int beforeTrial = history.tip();
    ServiceState& recommendation = history.state(u"dev"_s, u"recommendation"_s);
    recommendation.image = u"2.0.0-rc1-broken"_s;
    history.write(u"dev"_s, u"recommendation"_s);
    const int trial = history.commit(kPeople[4], u"recommendation: try 2.0.0-rc1 in dev"_s);
    apps += application(u"recommendation"_s, u"dev"_s, Story::BadImage, trial, beforeTrial);
    apps += application(u"frontend"_s, u"staging"_s, Story::Ahead, trial);

    ServiceState& frontend = history.state(u"staging"_s, u"frontend"_s);
    const QString old = std::exchange(frontend.image, u"1.8.0"_s);
    history.write(u"staging"_s, u"frontend"_s);
    history.commit(kRobot, u"frontend: image %1 → 1.8.0 in staging"_s.arg(old));
    frontend.replicas = 3;
    frontend.settings.insert(u"delivery-estimates"_s, u"on"_s);
    history.write(u"staging"_s, u"frontend"_s);
    history.commit(kPeople[0], u"frontend: show delivery estimates in staging"_s);
    frontend.hasBudget = true;
    history.write(u"staging"_s, u"frontend"_s);
    history.commit(kPeople[2], u"frontend: keep one pod during node upgrades"_s, u"v1.8.1"_s);
    history.file(u"docs/winter-sale.md"_s,
                 u"# Winter sale\n\nNo changes to prod from December 1 to January 7.\n"_s);
    history.commit(kPeople[0], u"docs: freeze for the winter sale"_s);
}

QByteArray block(const QByteArray& bytes)
{
    return "data " + QByteArray::number(bytes.size()) + '\n' + bytes + '\n';
}

QByteArray signature(const SampleCommit& commit)
{
    return commit.author.toUtf8() + " <" + commit.email.toUtf8() + "> "
           + QByteArray::number(commit.when.toSecsSinceEpoch()) + " +0000\n";
}

QString quoted(QString text)
{
    return u'"' + text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

} // namespace

Sample makeSample()
{
    Historian history;
    foundation(history);
    years(history);
    stories(history);
    std::sort(
        history.sample.applications.begin(), history.sample.applications.end(),
        [](const SampleApplication& a, const SampleApplication& b) { return a.name < b.name; });
    return history.sample;
}

QByteArray fastImportStream(const Sample& sample)
{
    QByteArray stream;
    for (qsizetype i = 0; i < sample.commits.size(); ++i) {
        const SampleCommit& commit = sample.commits[i];
        stream += "commit refs/heads/main\nmark :" + QByteArray::number(i + 1) + '\n';
        stream += "author " + signature(commit) + "committer " + signature(commit);
        stream += block(commit.message.toUtf8() + '\n');
        if (commit.parent >= 0)
            stream += "from :" + QByteArray::number(commit.parent + 1) + '\n';
        if (commit.merged >= 0)
            stream += "merge :" + QByteArray::number(commit.merged + 1) + '\n';
        const Files before = commit.parent >= 0 ? sample.commits[commit.parent].files : Files();
        for (auto file = commit.files.begin(); file != commit.files.end(); ++file) {
            if (before.value(file.key()) != file.value())
                stream += "M 100644 inline " + file.key().toUtf8() + '\n' + block(file.value());
        }
        for (auto file = before.begin(); file != before.end(); ++file) {
            if (!commit.files.contains(file.key()))
                stream += "D " + file.key().toUtf8() + '\n';
        }
    }
    for (qsizetype i = 0; i < sample.commits.size(); ++i) {
        const SampleCommit& commit = sample.commits[i];
        if (!commit.tag.isEmpty())
            stream += "tag " + commit.tag.toUtf8() + "\nfrom :" + QByteArray::number(i + 1)
                      + "\ntagger " + signature(commit)
                      + block("Release " + commit.tag.toUtf8() + '\n');
    }
    return stream + "done\n";
}

QByteArray sampleWorkspace(const Sample& sample, const QString& repositoryPath)
{
    QString text =
        u"# The sandbox's own workspace. Everything in it is a sample and may be changed;\n"
        "# plumb sandbox reset brings back the first day.\nversion: 1\nrepositories:\n  - name: "
        "shop-config\n"
        "    path: %1\n    branch: main\n    remote: %1\napplications:\n"_s.arg(
            quoted(repositoryPath));
    for (const SampleApplication& app : sample.applications) {
        text += u"  - name: %1\n    repository: shop-config\n    path: %2\n    context: sandbox\n  "
                u"  namespace: %3\n"
                "    delivery: push\n"_s.arg(app.name, app.path(), app.ns());
        if (app.story == SampleApplication::Story::Autoscaled)
            text += u"    ignore:\n      - rule: hpa-replicas\n        group: apps\n        kind: "
                    u"Deployment\n"
                    "        jsonPointers:\n          - /spec/replicas\n"_s;
    }
    text += u"contexts:\n  - name: sandbox\n    label: Sandbox\n    colour: blue\n"_s;
    return text.toUtf8();
}

} // namespace plumb::sandbox
