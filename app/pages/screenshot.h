// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace Portlight::App
{

class MainWindow;
class Session;

/// Takes one picture for the documentation: opens a page, waits until its data has come, and saves
/// the window. Pages: overview, rules, capacity, troubleshoot, history, and the steps of the
/// wizard: symptom, connection, read, watch, checks, found, fix, review, done (also wizard-1 to
/// wizard-9).
class Screenshot : public QObject
{
    Q_OBJECT

public:
    Screenshot(Session &session, MainWindow &window, const QString &page, const QString &file,
               QObject *parent = nullptr);

    static bool isKnownPage(const QString &page);
    void start();

Q_SIGNALS:
    void finished(bool saved, const QString &problem);

private:
    static int wizardStep(const QString &page);
    void openPage();
    void walkWizard();
    void grabSoon(int milliseconds);

    Session &m_session;
    MainWindow &m_window;
    QString m_page;
    QString m_file;
    bool m_opened = false;
    bool m_grabbing = false;
};

} // namespace Portlight::App
