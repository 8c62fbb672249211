// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "manifest/render_p.h"

namespace plumb::manifest {

Result<Desired> render(const RenderRequest& request, CommandRunner& runner, std::stop_token stop)
{
    if (normalised(request.path).startsWith(u"..") || request.path.startsWith(u'/'))
        return failure(
            Error::Kind::Invalid,
            u"The path %1 leads out of the repository; a path is relative to its root."_s.arg(
                request.path));
    return request.kind == Kind::Folder ? renderFolder(request, stop)
                                        : renderKustomize(request, runner, stop);
}

} // namespace plumb::manifest
