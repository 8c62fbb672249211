// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "workspace/workspace.h"

#include <optional>

namespace plumb::engine {

//! Where to look for applications.
struct DetectQuery
{
    QString repository; //!< a name of the workspace, a clone's path or a bare repository's
    QString revision{}; //!< empty: the followed branch
    QString path{}; //!< only at and below this folder
    QString context{}; //!< empty: no cluster is asked
    QString ns{}; //!< objects that name no namespace are looked for in this one alone
};

//! One thing that is known, and who says so.
struct Claim
{
    QString claim;
    QString source; //!< "apps/shop/kustomization.yaml:3", "cluster prod"
    friend bool operator==(const Claim&, const Claim&) = default;
};

//! An application that could be added, with all that speaks for it. Nothing of it is written.
struct Proposal
{
    enum class State {
        Proposed,
        Ambiguous, //!< the same is true of another proposal; a person has to choose
        Known, //!< the workspace has it already
        Unverified //!< something of it could not be rendered or not be read in the cluster
    };
    workspace::Application application; //!< as it would be added
    State state = State::Proposed;
    QString reason; //!< why it is not simply proposed
    QString renderer; //!< "plain folder", "kustomize"
    QString deliveredBy; //!< "Argo CD application shop"; empty: nothing says
    QList<Claim> evidence;
    int rendered = 0; //!< objects
    std::optional<int> found, differing; //!< none: no cluster was asked
};
//! The JSON word: "proposed", "ambiguous", "known", "unverified".
QString toString(Proposal::State state);

//! A folder that is not proposed, and why.
struct LeftOut
{
    QString path;
    QString reason;
    bool isUnread = false; //!< it may well be one: its manifests cannot be read
};

//! All that was found in one look.
struct Detection
{
    QString repository; //!< its name in the workspace; for a new one, the name it would get
    std::optional<workspace::Repository> added; //!< what the workspace does not hold yet
    QString commit;
    QString context;
    QList<Proposal> proposals; //!< by path
    QList<LeftOut> leftOut; //!< by path
    QStringList problems; //!< limits, and what else is about no single folder
    std::optional<Error> clusterError; //!< the cluster did not answer; what Git says stands
    //! False where something could not be read: there may be more than is proposed.
    bool isComplete() const;
};

//! "apps add shop --repo R ...", quoted for a shell; without the name of the program.
QString addCommand(const workspace::Application& application, const QString& repository);

} // namespace plumb::engine
