// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/detect_p.h"

#include "base/text.h"

#include <QDir>

namespace plumb::engine {

namespace {

using State = Proposal::State;

QString cleanPath(const QString& path)
{
    const QString clean = QDir::cleanPath(path);
    return clean == u"." ? QString() : clean;
}

QString problemText(const manifest::Problem& problem)
{
    if (problem.file.isEmpty())
        return problem.message;
    return problem.line > 0 ? u"%1:%2:%3: %4"_s.arg(printable(problem.file))
                                  .arg(problem.line)
                                  .arg(problem.column)
                                  .arg(problem.message)
                            : printable(problem.file) + u": "_s + problem.message;
}

bool isNamespaceObject(const manifest::DesiredObject& one)
{
    return one.object.gvk().group.isEmpty() && one.object.kind() == u"Namespace";
}

//! "Deployment, 2 Service": what is rendered, by kind.
QString kindsOf(const QList<manifest::DesiredObject>& objects)
{
    QMap<QString, int> counts;
    for (const auto& one : objects)
        ++counts[one.object.kind()];
    QStringList words;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        words.append(it.value() == 1 ? it.key() : u"%1 %2"_s.arg(it.value()).arg(it.key()));
    return manifest::someOf(words, 6);
}

//! Judges one rendition after the other.
class Judge
{
public:
    explicit Judge(const DetectInput& input)
        : m_input(input)
    {
        for (const Declared& one : declaredIn(input.renditions, input.urls))
            m_declared[one.path].append(one);
        m_detection.repository = input.repository;
        m_detection.context = input.context;
        m_detection.leftOut = input.leftOut;
        m_detection.clusterError = input.clusterError;
    }

    Detection run()
    {
        for (const Rendition& rendition : m_input.renditions)
            judge(rendition);
        tellRivals(m_drafts, u"cluster "_s + m_input.context);
        for (Draft& draft : m_drafts)
            m_detection.proposals.append(std::move(draft.proposal));
        giveNames(m_detection.proposals, m_input.workspace);
        std::stable_sort(m_detection.leftOut.begin(), m_detection.leftOut.end(),
                         [](const LeftOut& a, const LeftOut& b) { return a.path < b.path; });
        return std::move(m_detection);
    }

private:
    void leaveOut(const Rendition& rendition, const QString& reason, bool isUnread = false)
    {
        m_detection.leftOut.append({rendition.candidate.path, reason, isUnread});
    }

    void judge(const Rendition& rendition)
    {
        const auto* known = knownAs(rendition.candidate.path);
        Proposal base;
        base.application.repository = m_input.repository;
        base.application.path = rendition.candidate.path;
        base.application.revision = m_input.revision;
        base.application.context = m_input.context;
        base.renderer = rendition.candidate.kind == manifest::Kind::Kustomize ? u"kustomize"_s
                                                                              : u"plain folder"_s;
        if (known) {
            base.application = *known;
            base.state = State::Known;
            base.reason = u"already in the workspace as "_s + printable(known->name, 200);
        }
        if (!rendition.desired)
            return judgeUnrendered(rendition, base);
        const auto& desired = *rendition.desired;
        if (!known && !desired.isComplete && !desired.problems.isEmpty()) {
            const QString more = desired.problems.size() == 1
                                     ? QString()
                                     : u" (and %1 more)"_s.arg(desired.problems.size() - 1);
            return leaveOut(
                rendition,
                u"cannot be read: "_s + problemText(desired.problems.constFirst()) + more, true);
        }
        if (!known && desired.objects.isEmpty())
            return leaveOut(rendition, u"renders to no object"_s);
        if (!known
            && std::all_of(desired.objects.begin(), desired.objects.end(), isNamespaceObject))
            return leaveOut(rendition,
                            u"nothing but namespaces: where applications go, not one itself"_s);
        base.rendered = int(desired.objects.size());
        base.evidence.append(
            {u"%1 renders it to %2: %3"_s.arg(
                 desired.renderer.isEmpty() ? base.renderer : desired.renderer,
                 base.rendered == 1 ? u"1 object"_s : u"%1 objects"_s.arg(base.rendered),
                 kindsOf(desired.objects)),
             rendition.candidate.kind == manifest::Kind::Kustomize
                 ? placeText(rendition.candidate.file, 0)
                 : shownPath(rendition.candidate.path)});
        const bool isPinned = tellNamespace(rendition, desired.objects, base);
        const auto declared = m_declared.value(rendition.candidate.path);
        tellDeclared(declared, base);
        if (!m_input.live)
            followDeclared(declared, !isPinned, base);
        tellElsewhere(rendition.candidate.path, base);
        if (m_input.live)
            judgeLive(rendition, desired.objects, isPinned, base);
        else
            finishWithoutCluster(base);
    }

    void judgeUnrendered(const Rendition& rendition, Proposal base)
    {
        const Error& error = rendition.desired.error();
        // The tool's own words about these files; everything else is about this machine.
        if (error.kind == Error::Kind::Invalid && base.state != State::Known)
            return leaveOut(rendition, u"cannot be rendered: "_s + error.summary, true);
        if (base.state != State::Known) {
            base.state = State::Unverified;
            base.reason = u"not rendered: "_s + error.summary;
        }
        if (!rendition.candidate.ns.isEmpty()) {
            base.application.ns = rendition.candidate.ns;
            base.evidence.append({u"the kustomization sets namespace "_s + base.application.ns,
                                  placeText(rendition.candidate.file, rendition.candidate.nsLine)});
        }
        m_drafts.append({base, {}});
    }

    void finishWithoutCluster(Proposal base)
    {
        if (m_input.clusterError && base.state == State::Proposed) {
            base.state = State::Unverified;
            base.reason = u"the cluster did not answer"_s;
        }
        m_drafts.append({base, {}});
    }

    //! From Git alone. True: the namespace is settled, whatever the cluster holds.
    bool tellNamespace(const Rendition& rendition, const QList<manifest::DesiredObject>& objects,
                       Proposal& proposal) const
    {
        QMap<QString, int> named;
        const manifest::DesiredObject* first = nullptr;
        int unnamed = 0;
        for (const auto& one : objects) {
            if (!one.object.ns().isEmpty()) {
                ++named[one.object.ns()];
                first = first ? first : &one;
            } else if (m_input.live ? m_input.live->isNamespaced(one.object.gvk())
                                    : !manifest::isClusterScoped(one.object.gvk())) {
                ++unnamed;
            }
        }
        const auto& candidate = rendition.candidate;
        const bool isSet = !candidate.ns.isEmpty() && named.contains(candidate.ns);
        if (isSet)
            proposal.evidence.append({u"the kustomization sets namespace "_s + candidate.ns,
                                      placeText(candidate.file, candidate.nsLine)});
        else if (first)
            proposal.evidence.append(
                {u"%1 of %2 objects name %3 %4"_s
                     .arg(objects.size() - unnamed - clusterWide(objects))
                     .arg(objects.size())
                     .arg(named.size() == 1 ? u"namespace"_s : u"the namespaces"_s,
                          manifest::someOf(named.keys())),
                 placeText(first->place.file.isEmpty() ? candidate.file : first->place.file,
                           first->place.line)});
        const bool isKnown = proposal.state == State::Known;
        if (isKnown)
            return true;
        if (unnamed == 0) {
            proposal.application.ns = named.size() == 1 ? named.firstKey() : QString();
            return true;
        }
        if (!m_input.ns.isEmpty()) {
            proposal.application.ns = m_input.ns;
            proposal.evidence.append(
                {u"%1 of %2 objects name no namespace; %3 was given"_s.arg(unnamed)
                     .arg(objects.size())
                     .arg(m_input.ns),
                 u"-n "_s + m_input.ns});
            return true;
        }
        if (!m_input.live)
            proposal.evidence.append(
                {u"%1 of %2 objects name no namespace; without one (-n) they go to default"_s
                     .arg(unnamed)
                     .arg(objects.size()),
                 placeText(candidate.file, 0)});
        return false;
    }

    int clusterWide(const QList<manifest::DesiredObject>& objects) const
    {
        return int(std::count_if(objects.begin(), objects.end(), [this](const auto& one) {
            return one.object.ns().isEmpty()
                   && !(m_input.live ? m_input.live->isNamespaced(one.object.gvk())
                                     : !manifest::isClusterScoped(one.object.gvk()));
        }));
    }

    void tellElsewhere(const QString& path, Proposal& proposal) const
    {
        if (proposal.state == State::Known)
            return;
        for (const auto& application : m_input.workspace.applications)
            if (application.repository == m_input.repository && cleanPath(application.path) == path)
                proposal.evidence.append(
                    {u"the workspace has this folder as %1, for context %2"_s.arg(
                         printable(application.name, 200), printable(application.context, 200)),
                     u"workspace"_s});
    }

    //! The entry of the workspace that is this folder for this destination.
    const workspace::Application* knownAs(const QString& path) const
    {
        for (const auto& application : m_input.workspace.applications)
            if (application.repository == m_input.repository && cleanPath(application.path) == path
                && (m_input.context.isEmpty() || application.context == m_input.context))
                return &application;
        return nullptr;
    }

    void judgeLive(const Rendition& rendition, const QList<manifest::DesiredObject>& objects,
                   bool isPinned, const Proposal& base)
    {
        const Live& live = *m_input.live;
        QStringList namespaces{base.application.ns};
        QList<Claim> claims;
        QString unseen; // why there may be more namespaces with the same objects
        bool isAmbiguous = false;
        if (!isPinned) {
            unseen = whyNotEverywhere(objects, live);
            const auto found = namespacesOf(objects, live, {});
            QStringList best, others;
            for (const auto& [ns, count] : found) {
                if (count == found.constFirst().second)
                    best.append(ns);
                else
                    others.append(u"%1 (%2)"_s.arg(ns).arg(count));
            }
            if (!best.isEmpty()) {
                namespaces = best;
                isAmbiguous = best.size() > 1;
                claims.append({u"%1 that %2 no namespace %3 in %4"_s.arg(
                                   found.constFirst().second == 1
                                       ? u"1 object"_s
                                       : u"%1 objects"_s.arg(found.constFirst().second),
                                   found.constFirst().second == 1 ? u"names"_s : u"name"_s,
                                   found.constFirst().second == 1 ? u"is"_s : u"are"_s,
                                   isAmbiguous ? u"each of "_s + manifest::someOf(best, 5)
                                               : u"namespace "_s + best.constFirst()),
                               u"cluster "_s + live.context});
                if (!others.isEmpty())
                    claims.append({u"fewer of them are in "_s + manifest::someOf(others),
                                   u"cluster "_s + live.context});
            }
        }
        // A base of a hundred namespaces is no hundred proposals.
        constexpr qsizetype kMostNamespaces = 20;
        if (namespaces.size() > kMostNamespaces)
            return leaveOut(
                rendition,
                u"its objects name no namespace and are in %1 namespaces of the cluster alike; give one with -n"_s
                    .arg(namespaces.size()));
        for (const QString& ns : std::as_const(namespaces)) {
            Draft draft{base, {}};
            Proposal& proposal = draft.proposal;
            if (proposal.state != State::Known)
                proposal.application.ns = ns;
            proposal.evidence += claims;
            const LiveMatch match = matchLive(objects, live, proposal.application.ns);
            proposal.evidence += match.claims;
            proposal.found = match.found;
            proposal.differing = match.differing;
            proposal.deliveredBy = match.deliveredBy;
            draft.keys = match.keys;
            if (proposal.state == State::Known) {
                m_drafts.append(draft);
                continue;
            }
            proposal.application.delivery = match.delivery;
            QStringList unread = match.unread;
            if (!unseen.isEmpty() && !unread.contains(unseen))
                unread.append(unseen);
            if (!unread.isEmpty()) {
                proposal.state = State::Unverified;
                proposal.reason = manifest::someOf(unread, 2);
            } else if (match.keys.isEmpty()) {
                leaveOut(rendition, notThere(base.rendered, match.found, live.context));
                continue;
            } else if (isAmbiguous) {
                proposal.state = State::Ambiguous;
                proposal.reason =
                    u"as many of its objects are in each of "_s + manifest::someOf(namespaces, 5);
            }
            settleDelivery(m_declared.value(proposal.application.path), match, live, proposal);
            m_drafts.append(draft);
        }
    }

    //! Secrets are read only where the rest of an application is, so they do not say where that is.
    static QString whyNotEverywhere(const QList<manifest::DesiredObject>& objects, const Live& live)
    {
        for (const auto& one : objects)
            if (const auto gvk = one.object.gvk();
                one.object.ns().isEmpty() && live.isNamespaced(gvk) && gvk.kind != u"Secret")
                if (const QString why = live.whyUnread(gvk, {}); !why.isEmpty())
                    return why;
        return {};
    }

    static QString notThere(int rendered, int found, const QString& context)
    {
        if (found > 0)
            return u"of its %1 objects nothing but a namespace is in cluster %2"_s.arg(rendered)
                .arg(context);
        return rendered == 1
                   ? u"its object is not in cluster "_s + context
                   : u"none of its %1 objects is in cluster %2"_s.arg(rendered).arg(context);
    }

    const DetectInput& m_input;
    QHash<QString, QList<Declared>> m_declared; //!< by folder
    Detection m_detection;
    QList<Draft> m_drafts;
};

} // namespace

QString placeText(const QString& file, int line)
{
    return line > 0 ? u"%1:%2"_s.arg(printable(file)).arg(line) : printable(file);
}

QString shownPath(const QString& path)
{
    return path.isEmpty() ? u"the root"_s : printable(path, 200);
}

QString toString(Proposal::State state)
{
    switch (state) {
    case State::Proposed:
        return u"proposed"_s;
    case State::Ambiguous:
        return u"ambiguous"_s;
    case State::Known:
        return u"known"_s;
    case State::Unverified:
        break;
    }
    return u"unverified"_s;
}

bool Detection::isComplete() const
{
    return problems.isEmpty() && !clusterError
           && std::none_of(proposals.begin(), proposals.end(),
                           [](const Proposal& one) { return one.state == State::Unverified; })
           && std::none_of(leftOut.begin(), leftOut.end(),
                           [](const LeftOut& one) { return one.isUnread; });
}

Detection propose(const DetectInput& input)
{
    return Judge(input).run();
}

} // namespace plumb::engine
