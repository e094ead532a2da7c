// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/audit.h"

#include "helper/ipc/convert.h"

#include <cstdio>

namespace Portlight::Helper
{

namespace
{

constexpr int maxSubject = 400;

std::string field(const char *name, const QString &value, int limit = 80)
{
    std::string text = Ipc::printable(value, limit);
    for (char &character : text) {
        if (character == '"') {
            character = '\'';
        }
    }
    return std::string(" ") + name + "=\"" + text + '"';
}

} // namespace

std::string auditLine(const AuditRecord &record)
{
    std::string line = "portlight:";
    line += field("method", record.method);
    line += field("caller", record.caller);
    line += " uid=" + std::to_string(record.uid);
    line += field("action", record.action);
    line += std::string(" result=")
        + (record.error ? std::string(Core::toString(record.error->code)) : "done");
    if (record.error) {
        line += field("reason", Ipc::text(record.error->message), maxSubject);
    }
    line += field("about", record.subject, maxSubject);
    return line;
}

void audit(const AuditRecord &record)
{
    std::fprintf(stderr, "%s\n", auditLine(record).c_str());
}

} // namespace Portlight::Helper
