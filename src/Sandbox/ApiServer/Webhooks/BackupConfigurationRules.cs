using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Webhooks;

/// <summary>The webhook of BackupConfiguration: backends, then sessions, then their repositories against those of the cluster.</summary>
internal static class BackupConfigurationRules
{
    /// <summary>The refusal, or null.</summary>
    public static string? Check(AdmissionRequest request)
    {
        JsonObject configuration = request.New!;
        References references = new(configuration.TextOrEmpty("metadata", "namespace"), request.Objects);
        return CheckBackends(configuration)
            ?? CheckSessions(configuration)
            ?? CheckDirectories(configuration)
            ?? references.CheckBackends(configuration.Objects("spec", "backends"))
            ?? references.CheckHooks(configuration.Objects("spec", "sessions").SelectMany(Hooks))
            ?? new RepositoryClashes(configuration, request.Objects).Find();
    }

    /// <summary>The repositories of all sessions.</summary>
    public static IEnumerable<JsonObject> Repositories(JsonObject configuration) =>
        configuration.Objects("spec", "sessions").SelectMany(session => session.Objects("repositories"));

    private static IEnumerable<JsonObject> Hooks(JsonObject session) => session.Objects("hooks", "preBackup").Concat(session.Objects("hooks", "postBackup"));

    private static string? CheckBackends(JsonObject configuration)
    {
        if (configuration.Count("spec", "backends") == 0)
        {
            return AdmissionTexts.BackendsEmpty;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonObject backend in configuration.Objects("spec", "backends"))
        {
            string name = backend.TextOrEmpty("name");
            string? refusal = name.Length == 0 ? AdmissionTexts.BackendNameEmpty
                : !names.Add(name) ? AdmissionTexts.DuplicateBackend(name)
                : backend.TextOrEmpty("storageRef", "name").Length == 0 ? AdmissionTexts.NoStorageReference
                : backend.TextOrEmpty("retentionPolicy", "name").Length == 0 ? AdmissionTexts.NoRetentionPolicy(name)
                : null;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string? CheckSessions(JsonObject configuration)
    {
        if (configuration.Count("spec", "sessions") == 0)
        {
            return AdmissionTexts.SessionsEmpty;
        }

        string[] backends = [.. configuration.Objects("spec", "backends").Select(backend => backend.TextOrEmpty("name"))];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonObject session in configuration.Objects("spec", "sessions"))
        {
            string name = session.TextOrEmpty("name");
            string? refusal = name.Length == 0 ? AdmissionTexts.SessionNameEmpty
                : !names.Add(name) ? AdmissionTexts.DuplicateSession(name)
                : session.At("scheduler") is not JsonObject ? AdmissionTexts.NoScheduler(name)
                : AddonRules.Check(session.At("addon")) is { } addon ? AdmissionTexts.InSession(addon, name)
                : CheckRepositories(session, name, backends);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string? CheckRepositories(JsonObject session, string sessionName, string[] backends)
    {
        if (session.Count("repositories") == 0)
        {
            return AdmissionTexts.NoRepositories(sessionName);
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonObject repository in session.Objects("repositories"))
        {
            string name = repository.TextOrEmpty("name");
            string backend = repository.TextOrEmpty("backend");
            bool hasBackend = backend.Length == 0 ? backends.Length == 1 : backends.Contains(backend, StringComparer.Ordinal);
            string? refusal = name.Length == 0 ? AdmissionTexts.RepositoryNameEmpty
                : !names.Add(name) ? AdmissionTexts.DuplicateRepository(name, sessionName)
                : !hasBackend ? AdmissionTexts.BackendMismatch(backend, name)
                : repository.TextOrEmpty("directory").Length == 0 ? AdmissionTexts.NoDirectory(name)
                : null;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    // Sessions may share a repository; two repositories may not share a folder, whatever their backends are.
    private static string? CheckDirectories(JsonObject configuration)
    {
        Dictionary<string, string> repositoryByDirectory = new(StringComparer.Ordinal);
        foreach (JsonObject repository in Repositories(configuration))
        {
            string directory = repository.TextOrEmpty("directory");
            string name = repository.TextOrEmpty("name");
            if (!repositoryByDirectory.TryAdd(directory, name) && repositoryByDirectory[directory] != name)
            {
                return AdmissionTexts.SameDirectory(directory, repositoryByDirectory[directory], name);
            }
        }

        return null;
    }
}
