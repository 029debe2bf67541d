using System.Collections.Immutable;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Merges kubeconfig files and makes a cluster of each context.</summary>
internal sealed class KubeconfigResolver
{
    private readonly ImmutableArray<KubeconfigFile> files;
    private readonly TimeProvider time;
    private readonly Dictionary<string, Resolved<ClusterEntry>> clusters;
    private readonly Dictionary<string, Resolved<UserEntry>> users;
    private readonly List<FoundProblem> problems = [];
    private readonly List<ClusterConfiguration> result = [];
    private readonly HashSet<string> slugs = new(StringComparer.Ordinal);

    public KubeconfigResolver(ImmutableArray<KubeconfigFile> files, Func<KubeconfigEntry, UserEntry> readUser, TimeProvider time)
    {
        this.files = files;
        this.time = time;
        clusters = Read(file => file.Clusters, ClusterEntryReader.Read, cluster => cluster.Warnings);
        users = Read(file => file.Users, readUser, user => user.Warnings);
    }

    public ClusterCatalog Resolve()
    {
        List<KubeconfigEntry> contexts = Merge(file => file.Contexts);
        foreach (KubeconfigEntry context in contexts)
        {
            ResolveContext(context);
        }

        string? current = FindCurrentContext(contexts);
        problems.AddRange(files.SelectMany(file => file.Problems).Select(problem => new FoundProblem(problem)));
        return new ClusterCatalog { Clusters = [.. result], CurrentContext = current, Problems = Sorted() };
    }

    private List<KubeconfigEntry> Merge(Func<KubeconfigFile, IEnumerable<KubeconfigEntry>> entries) =>
        [.. files.SelectMany(entries).DistinctBy(entry => entry.Name, StringComparer.Ordinal)];

    private Dictionary<string, Resolved<T>> Read<T>(
        Func<KubeconfigFile, IEnumerable<KubeconfigEntry>> entries, Func<KubeconfigEntry, T> read, Func<T, IEnumerable<ClusterProblem>> warnings)
        where T : class
    {
        Dictionary<string, Resolved<T>> all = new(StringComparer.Ordinal);
        foreach (KubeconfigEntry entry in Merge(entries))
        {
            Resolved<T> resolved = new();
            try
            {
                resolved.Value = read(entry);
                resolved.Problems.AddRange(warnings(resolved.Value).Select(warning => new FoundProblem(warning)));
            }
            catch (EntryException exception)
            {
                resolved.Problems.Add(new FoundProblem(entry.Location.Error(exception)));
            }

            problems.AddRange(resolved.Problems);
            all.Add(entry.Name, resolved);
        }

        return all;
    }

    private void ResolveContext(KubeconfigEntry context)
    {
        try
        {
            FieldReader body = context.Body;
            string clusterName = body.Text("cluster") ?? "";
            string userName = body.Text("user") ?? "";
            Resolved<ClusterEntry> cluster = clusters.GetValueOrDefault(clusterName) ?? throw new EntryException(
                body.LineOf("cluster"),
                clusterName.Length == 0 ? "names no cluster" : $"names the cluster {EntryLocation.Quote(clusterName)}, which no file has",
                "Add the cluster or correct the name.");
            Resolved<UserEntry>? user = users.GetValueOrDefault(userName);
            if (user is null && userName.Length > 0)
            {
                throw new EntryException(
                    body.LineOf("user"), $"names the user {EntryLocation.Quote(userName)}, which no file has", "Add the user or correct the name.");
            }

            string? ns = ReadNamespace(body);
            foreach (FoundProblem problem in cluster.Problems.Concat(user?.Problems ?? []))
            {
                problem.Contexts.Add(context.Name);
            }

            if (cluster.Value is not null && (user is null || user.Value is not null))
            {
                result.Add(Configure(context, cluster.Value, user?.Value, ns));
            }
        }
        catch (EntryException exception)
        {
            FoundProblem problem = new(context.Location.Error(exception));
            problem.Contexts.Add(context.Name);
            problems.Add(problem);
        }
    }

    private ClusterConfiguration Configure(KubeconfigEntry context, ClusterEntry cluster, UserEntry? user, string? ns)
    {
        if (cluster.PlainHttp && user?.HasCredentials == true)
        {
            FoundProblem warning = new(context.Location.Warning(new EntryException(
                context.Body.LineOf("cluster"),
                "its server is spoken to over plain http, so the user's credentials are not sent, as with kubectl",
                "Use https:// in the cluster's server.")));
            warning.Contexts.Add(context.Name);
            problems.Add(warning);
        }

        string slug = ClusterSlug.Create(context.Name, slugs);
        slugs.Add(slug);
        return new ClusterConfiguration
        {
            Name = context.Name,
            Slug = slug,
            Origin = $"{context.Location.File}, {context.Location.Entry}",
            Server = cluster.Server,
            Namespace = ns,
            CertificateAuthorities = cluster.PlainHttp ? null : cluster.CertificateAuthorities,
            InsecureSkipTlsVerify = cluster.InsecureSkipTlsVerify,
            TlsServerName = cluster.TlsServerName,
            Proxy = cluster.Proxy,
            ProxyCredentials = cluster.ProxyCredentials,
            DisableCompression = cluster.DisableCompression,
            Credentials = CredentialSources.Create(user, cluster, time),
            // Kept over plain http too: without it a request might be made with greater rights than were asked for.
            Impersonation = user?.Impersonation,
        };
    }

    private static string? ReadNamespace(FieldReader body)
    {
        string? ns = body.Text("namespace");
        bool valid = ns is null
            || (ns.Length <= 63 && ns.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && ns[0] != '-' && ns[^1] != '-');
        return valid
            ? ns
            : throw new EntryException(
                body.LineOf("namespace"), $"its namespace {EntryLocation.Quote(ns!)} cannot exist",
                "A namespace has at most 63 lower-case letters, digits and dashes.");
    }

    private string? FindCurrentContext(List<KubeconfigEntry> contexts)
    {
        KubeconfigFile? file = files.FirstOrDefault(file => file.CurrentContext is not null);
        if (file is null || contexts.Any(context => context.Name == file.CurrentContext))
        {
            return file?.CurrentContext;
        }

        problems.Add(new FoundProblem(file.Location.Warning(new EntryException(
            file.CurrentContextLine, $"current-context names {EntryLocation.Quote(file.CurrentContext!)}, which no file has",
            "Set it with \"kubectl config use-context NAME\"."))));
        return null;
    }

    private ImmutableArray<ClusterProblem> Sorted()
    {
        string[] order = [.. files.Select(file => file.Location.File)];
        return
        [
            .. problems.Select(found => found.Problem with { Contexts = [.. found.Contexts] })
                .OrderBy(problem => Array.IndexOf(order, problem.File))
                .ThenBy(problem => problem.Line ?? 0),
        ];
    }

    /// <summary>A problem whose contexts are still being found.</summary>
    private sealed class FoundProblem(ClusterProblem problem)
    {
        public ClusterProblem Problem { get; } = problem;

        public List<string> Contexts { get; } = [];
    }

    /// <summary>An entry that was understood, or what is wrong with it.</summary>
    private sealed class Resolved<T>
        where T : class
    {
        public T? Value { get; set; }

        public List<FoundProblem> Problems { get; } = [];
    }
}
