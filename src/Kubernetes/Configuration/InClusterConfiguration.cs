using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>Where the kubelet tells a pod about the API server.</summary>
/// <param name="Host">Value of <c>KUBERNETES_SERVICE_HOST</c>: a name or an address.</param>
/// <param name="Port">Value of <c>KUBERNETES_SERVICE_PORT</c>.</param>
public sealed record InClusterEnvironment(string? Host, string? Port)
{
    /// <summary>That of this process.</summary>
    public static InClusterEnvironment FromProcess() => new(
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"),
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"));
}

/// <summary>
/// The account of the pod this process runs in. See https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/.
/// </summary>
public static class InClusterConfiguration
{
    /// <summary>Name and slug of the cluster.</summary>
    public const string Name = "in-cluster";

    /// <summary>Where the kubelet puts the account.</summary>
    public const string DefaultDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    private const string Remedy = "Run in a pod with automountServiceAccountToken, or give a kubeconfig instead.";

    /// <summary>
    /// Reads the account. Its token is read again as the kubelet rotates it; its namespace is <c>null</c> when the kubelet gave none.
    /// </summary>
    /// <param name="environment">Where the API server is.</param>
    /// <param name="time">Clock for rotation.</param>
    /// <param name="directory">Where <c>token</c>, <c>ca.crt</c> and <c>namespace</c> are.</param>
    /// <exception cref="ClusterConfigurationException">Something is missing or broken; the words name it and the remedy.</exception>
    public static ClusterConfiguration Load(InClusterEnvironment environment, TimeProvider time, string directory = DefaultDirectory)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(directory);

        string tokenPath = Path.GetFullPath("token", Path.GetFullPath(directory));
        string authorityPath = Path.GetFullPath("ca.crt", Path.GetFullPath(directory));
        Uri server = ReadServer(environment, directory);
        Attempt(tokenPath, () => TokenFile.Parse(BoundedFile.Read(tokenPath, BoundedFile.MaxToken, "the token", null), "the token", null));
        X509Certificate2Collection authorities = Attempt(authorityPath, () => ReadAuthorities(authorityPath));
        EntryLocation location = new(tokenPath, null, null);
        return new ClusterConfiguration
        {
            Name = Name,
            Slug = Name,
            Origin = "in-cluster service account",
            Server = server,
            Namespace = ReadNamespace(Path.GetFullPath("namespace", Path.GetFullPath(directory))),
            CertificateAuthorities = authorities,
            Credentials = new RotatingCredentialSource(new TokenFile(location, tokenPath, "the token", null, null), time),
        };
    }

    private static Uri ReadServer(InClusterEnvironment environment, string directory)
    {
        string host = Require(environment.Host, "KUBERNETES_SERVICE_HOST", directory);
        string port = Require(environment.Port, "KUBERNETES_SERVICE_PORT", directory);
        string bracketed = host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;
        return ushort.TryParse(port, out _) && Uri.TryCreate($"https://{bracketed}:{port}/", UriKind.Absolute, out Uri? server) && server.AbsolutePath == "/"
            ? server
            : throw new ClusterConfigurationException(Problem(
                directory, "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT give no address", "Leave them as the kubelet sets them."));
    }

    private static string Require(string? value, string variable, string directory) =>
        !string.IsNullOrEmpty(value)
            ? value
            : throw new ClusterConfigurationException(Problem(directory, $"{variable} is not set, so this is no pod", "Run in a pod, or give a kubeconfig instead."));

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        byte[] pem = BoundedFile.Read(path, BoundedFile.MaxPem, "the certificate authority", null);
        return PemFiles.ReadCertificates(Encoding.Latin1.GetString(pem)) is { Count: > 0 } authorities
            ? authorities
            : throw new EntryException(null, "the certificate authority holds no certificate in PEM form", Remedy);
    }

    private static string? ReadNamespace(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string ns = Attempt(path, () => Encoding.UTF8.GetString(BoundedFile.Read(path, BoundedFile.MaxToken, "the namespace", null)).Trim());
        return ns.Length == 0 ? null : ns;
    }

    private static T Attempt<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EntryException exception)
        {
            throw new ClusterConfigurationException(Problem(path, exception.What, Remedy), exception);
        }
    }

    private static ClusterProblem Problem(string file, string what, string remedy) =>
        new() { Severity = ClusterProblemSeverity.Error, File = file, What = what, Remedy = remedy };
}
