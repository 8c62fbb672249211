// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "health/kinds/kinds.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plumb::health {

namespace {

bool isBad(const Fields& condition)
{
    static const QMap<QString, QStringList> reasons{
        {u"AbleToScale"_s, {u"FailedGetScale"_s, u"FailedUpdateScale"_s}},
        {u"ScalingActive"_s,
         {u"FailedGetResourceMetric"_s, u"FailedGetObjectMetric"_s, u"FailedGetPodsMetric"_s,
          u"FailedGetExternalMetric"_s, u"FailedComputeMetricsReplicas"_s, u"InvalidSelector"_s}}};
    return reasons.value(condition.text({u"type"})).contains(condition.text({u"reason"}));
}

bool isGood(const Fields& condition)
{
    const QString type = condition.text({u"type"});
    return (type == u"AbleToScale" || type == u"ScalingLimited")
           && condition.text({u"status"}) == u"True";
}

} // namespace

// gitops-engine pkg/health/health_hpa.go
Verdict horizontalPodAutoscaler(const Fields& object)
{
    std::vector<Fields> conditions;
    if (object.text({u"apiVersion"}) == u"autoscaling/v1") {
        const QString key = u"autoscaling.alpha.kubernetes.io/conditions"_s;
        QJsonParseError error;
        const auto list = QJsonDocument::fromJson(object.annotation(key).toUtf8(), &error);
        if (object.hasAnnotation(key) && error.error != QJsonParseError::NoError)
            return say(Status::Unknown, u"failed to convert conditions annotation to typed: "_s
                                            + error.errorString());
        conditions = Fields(QJsonObject{{u"annotation"_s, list.array()}}).each({u"annotation"});
    } else {
        conditions = object.each({u"status", u"conditions"});
    }

    // One bad condition outweighs good ones, wherever it stands in the list.
    const auto bad = std::find_if(conditions.begin(), conditions.end(), isBad);
    if (bad != conditions.end())
        return say(Status::Degraded, bad->text({u"message"}));
    const auto good = std::find_if(conditions.begin(), conditions.end(), isGood);
    if (good != conditions.end())
        return say(Status::Healthy, good->text({u"message"}));
    return say(Status::Progressing, u"Waiting to Autoscale"_s);
}

} // namespace plumb::health
