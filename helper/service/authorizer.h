// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace Portlight::Helper
{

struct Question {
    QString caller; ///< unique bus name
    QString action;
    bool interactive = false; ///< the caller allows a password prompt
};

/// Answers "may this caller do that?". Never blocks; `done` runs once, from the event loop, in the
/// thread of this object. Whatever is not a clear yes is a no.
class Authorizer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void ask(const Question &question, std::function<void(bool)> done) = 0;
};

/// For a helper that serves the one who started it, with the powers that one already has.
class PeerAuthorizer : public Authorizer
{
    Q_OBJECT

public:
    using Authorizer::Authorizer;
    void ask(const Question &question, std::function<void(bool)> done) override;
};

} // namespace Portlight::Helper
