using System.Runtime.Versioning;
using System.Text.Json;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Testing;

namespace BackupConsole.Kubernetes.Tests.Configuration;

/// <summary>Credential plugins, played by small scripts. They run as arguments of the shell: a script just written may be "busy".</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ExecCredentialTests : IAsyncLifetime
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private const string Beta = "client.authentication.k8s.io/v1beta1";

    private readonly Workspace files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Runs => File.Exists(files.PathOf("runs")) ? File.ReadAllLines(files.PathOf("runs")).Length : 0;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Theory]
    [InlineData(V1)]
    [InlineData(Beta)]
    public async Task A_token_is_taken_and_kept(string apiVersion)
    {
        ICredentialSource source = Plugin(Prints("""{"token":"abc"}""", apiVersion), apiVersion: apiVersion);
        Credential credential = await source.GetAsync(null, Token);
        files.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("Bearer abc", credential.Authorization?.ToString());
        Assert.Same(credential, await source.GetAsync(null, Token));
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task A_certificate_is_taken()
    {
        (string certificate, string key) = Pem.Ec("plugin");
        string status = JsonSerializer.Serialize(new { clientCertificateData = certificate, clientKeyData = key });
        Credential credential = await Plugin(Prints(status)).GetAsync(null, Token);

        Assert.Null(credential.Authorization);
        Assert.Equal(("CN=plugin", true), (credential.ClientCertificate?.Subject, credential.ClientCertificate?.HasPrivateKey));
    }

    [Fact]
    public async Task A_certificate_of_the_kubeconfig_wins_over_the_plugins_and_its_token_is_taken()
    {
        (string certificate, string key) = Pem.Ec("kubeconfig");
        (string other, string otherKey) = Pem.Ec("plugin");
        string status = JsonSerializer.Serialize(new { token = "abc", clientCertificateData = other, clientKeyData = otherKey });
        ICredentialSource source = Plugin(Prints(status), more: $", client-certificate-data: {Pem.Base64(certificate)}, client-key-data: {Pem.Base64(key)}");
        Credential credential = await source.GetAsync(null, Token);

        Assert.Equal(("CN=kubeconfig", "Bearer abc"), (credential.ClientCertificate?.Subject, credential.Authorization?.ToString()));
    }

    [Fact]
    public async Task A_token_of_the_kubeconfig_wins_and_the_plugin_is_never_run()
    {
        ClusterCatalog catalog = Load(Prints("""{"token":"plugin"}"""), more: ", token: inline");
        Credential credential = await catalog.Clusters[0].Credentials.GetAsync(null, Token);

        Assert.Equal("Bearer inline", credential.Authorization?.ToString());
        Assert.Equal(0, Runs);
        Assert.Contains("never run", Assert.Single(catalog.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiring_credential_is_renewed_ten_seconds_ahead()
    {
        string script = Counting($$$"""echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"token":"t'$n'","expirationTimestamp":"'$(cat "$(dirname "$0")/expiry")'"}}'""");
        files.Write("expiry", "2026-01-05T12:10:00Z");
        ICredentialSource source = Plugin(script);
        Credential first = await source.GetAsync(null, Token);

        files.Time.Advance(TimeSpan.FromSeconds((10 * 60) - 11));
        Assert.Same(first, await source.GetAsync(null, Token));

        files.Write("expiry", "2026-01-05T14:10:00.123456789+01:00");
        files.Time.Advance(TimeSpan.FromSeconds(1));
        Credential second = await source.GetAsync(null, Token);
        Assert.Equal("Bearer t2", second.Authorization?.ToString());

        files.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Same(second, await source.GetAsync(null, Token));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task A_refused_credential_is_renewed_and_an_older_refusal_is_not()
    {
        ICredentialSource source = Plugin(Counting($$$"""echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"token":"t'$n'"}}'"""));
        Credential first = await source.GetAsync(null, Token);
        Credential second = await source.GetAsync(first, Token);

        Assert.Equal(("Bearer t1", "Bearer t2"), (first.Authorization?.ToString(), second.Authorization?.ToString()));
        Assert.Same(second, await source.GetAsync(first, Token));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task The_same_token_again_is_the_same_credential()
    {
        ICredentialSource source = Plugin(Prints("""{"token":"abc"}"""));
        Credential first = await source.GetAsync(null, Token);

        Assert.Same(first, await source.GetAsync(first, Token));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task However_many_ask_it_runs_once()
    {
        string fifo = await WaitingPluginAsync("""{"token":"abc"}""");
        ICredentialSource source = Plugin(files.PathOf("plugin"));
        Task<Credential>[] asking = [.. Enumerable.Range(0, 40).Select(_ => source.GetAsync(null, Token).AsTask())];
        Assert.All(asking, task => Assert.False(task.IsCompleted));
        await File.WriteAllTextAsync(fifo, "go\n", Token);
        Credential[] all = await Task.WhenAll(asking);

        Assert.All(all, credential => Assert.Same(all[0], credential));
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_end_the_run_for_the_others()
    {
        string fifo = await WaitingPluginAsync("""{"token":"abc"}""");
        ICredentialSource source = Plugin(files.PathOf("plugin"));
        using CancellationTokenSource impatient = new();
        Task<Credential> first = source.GetAsync(null, impatient.Token).AsTask();
        Task<Credential> second = source.GetAsync(null, Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await File.WriteAllTextAsync(fifo, "go\n", Token);

        Assert.Equal("Bearer abc", (await second).Authorization?.ToString());
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task A_failure_reaches_everybody_and_is_not_kept()
    {
        string fifo = await WaitingPluginAsync("""{"token":"abc"}""", before: "[ $n -gt 1 ] || { read line < \"$0.fifo\"; exit 3; }");
        ICredentialSource source = Plugin(files.PathOf("plugin"));
        Task<Credential>[] asking = [.. Enumerable.Range(0, 5).Select(_ => source.GetAsync(null, Token).AsTask())];
        await File.WriteAllTextAsync(fifo, "go\n", Token);
        foreach (Task<Credential> one in asking)
        {
            CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => one);
            Assert.Contains("exit code 3", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, Runs);
        Task<Credential> again = source.GetAsync(null, Token).AsTask();
        await File.WriteAllTextAsync(fifo, "go\n", Token);
        Assert.Equal("Bearer abc", (await again).Authorization?.ToString());
    }

    [Fact]
    public async Task A_hung_plugin_is_killed_with_its_children()
    {
        string script = files.Write("plugin", $"sleep 1000 &\necho $! > '{files.PathOf("child")}.new'\nmv '{files.PathOf("child")}.new' '{files.PathOf("child")}'\nwait\n");
        ICredentialSource source = Plugin(script);
        Task<Credential> asking = source.GetAsync(null, Token).AsTask();
        await Eventually.HoldsAsync(() => File.Exists(files.PathOf("child")), cancellationToken: Token);
        files.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(asking.IsCompleted);
        files.Time.Advance(TimeSpan.FromSeconds(1));
        CredentialException refusal = await Assert.ThrowsAsync<CredentialException>(() => asking);

        Assert.Contains("did not finish within 60 s and was killed", refusal.Message, StringComparison.Ordinal);
        string child = (await File.ReadAllTextAsync(files.PathOf("child"), Token)).Trim();
        await Eventually.HoldsAsync(() => IsGone(child), cancellationToken: Token);
    }

    [Fact]
    public async Task Disposal_kills_a_running_plugin()
    {
        await WaitingPluginAsync("""{"token":"abc"}""");
        ICredentialSource source = Plugin(files.PathOf("plugin"));
        Task<Credential> asking = source.GetAsync(null, Token).AsTask();
        await Eventually.HoldsAsync(() => Runs == 1, cancellationToken: Token);
        await source.DisposeAsync();

        await Assert.ThrowsAsync<CredentialException>(() => asking);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await source.GetAsync(null, Token));
    }

    [Fact]
    public async Task It_is_told_what_it_may_know_and_has_no_input()
    {
        string authority = Pem.Ec("ca").Certificate;
        files.Write("plugin", $"printf '%s' \"$KUBERNETES_EXEC_INFO\" > '{files.PathOf("info")}'\nprintf '%s\\n' \"$ADDED\" \"$1\" \"$2\" \"$(cat)\" > '{files.PathOf("seen")}'\n{Echo("""{"token":"abc"}""")}");
        ClusterCatalog catalog = Load(
            files.PathOf("plugin"),
            cluster: $$$"""{server: "https://host:6443", tls-server-name: other, proxy-url: "http://me:pw@proxy:1", certificate-authority-data: {{{Pem.Base64(authority)}}}, extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, n: 1, on: true, list: [1.5, null]}}]}""",
            exec: ", provideClusterInfo: true, env: [{name: ADDED, value: 'a b'}]",
            arguments: ", '$(touch x); \"y', ''");
        await catalog.Clusters[0].Credentials.GetAsync(null, Token);

        using JsonDocument info = JsonDocument.Parse(await File.ReadAllTextAsync(files.PathOf("info"), Token));
        JsonElement cluster = info.RootElement.GetProperty("spec").GetProperty("cluster");
        Assert.Equal("ExecCredential", info.RootElement.GetProperty("kind").GetString());
        Assert.Equal(V1, info.RootElement.GetProperty("apiVersion").GetString());
        Assert.False(info.RootElement.GetProperty("spec").GetProperty("interactive").GetBoolean());
        Assert.Equal("https://host:6443", cluster.GetProperty("server").GetString());
        Assert.Equal("other", cluster.GetProperty("tls-server-name").GetString());
        Assert.Equal("http://me:pw@proxy:1", cluster.GetProperty("proxy-url").GetString());
        Assert.Equal(Pem.Base64(authority), cluster.GetProperty("certificate-authority-data").GetString());
        Assert.Equal("""{"audience":"a","n":1,"on":true,"list":[1.5,null]}""", cluster.GetProperty("config").GetRawText());
        Assert.Equal(["a b", "$(touch x); \"y", "", ""], await File.ReadAllLinesAsync(files.PathOf("seen"), Token));
    }

    [Fact]
    public async Task Without_provideClusterInfo_it_is_told_nothing_of_the_cluster()
    {
        files.Write("plugin", $"printf '%s' \"$KUBERNETES_EXEC_INFO\" > '{files.PathOf("info")}'\n{Echo("""{"token":"abc"}""")}");
        await Plugin(files.PathOf("plugin")).GetAsync(null, Token);

        Assert.Equal(
            $$$"""{"kind":"ExecCredential","apiVersion":"{{{V1}}}","spec":{"interactive":false}}""", await File.ReadAllTextAsync(files.PathOf("info"), Token));
    }

    [Fact]
    public async Task A_command_with_a_slash_is_relative_to_the_kubeconfig_and_a_bare_one_is_found_in_PATH()
    {
        // A link to cat: nothing was just written, so nothing is busy.
        Directory.CreateDirectory(files.PathOf("bin"));
        File.CreateSymbolicLink(files.PathOf("bin/my-plugin"), "/bin/cat");
        files.Write("answer", Answer("""{"token":"abc"}""", V1));
        KubeconfigEnvironment environment = new() { SearchPath = $"relative{Path.PathSeparator}{files.PathOf("none")}{Path.PathSeparator}{files.PathOf("bin")}" };
        foreach (string command in (string[])["./bin/my-plugin", "bin/my-plugin", files.PathOf("bin/my-plugin"), "my-plugin"])
        {
            ClusterCatalog catalog = files.Load(environment, files.Write("config", Kubeconfig($$$"""{exec: {apiVersion: {{{V1}}}, command: {{{command}}}, args: [{{{files.PathOf("answer")}}}], interactiveMode: Never}}""")));
            Credential credential = await Assert.Single(catalog.Clusters).Credentials.GetAsync(null, Token);
            Assert.Equal("Bearer abc", credential.Authorization?.ToString());
        }
    }

    [Theory]
    [InlineData("gone-plugin", "is not found in PATH")]
    [InlineData("./gone-plugin", "does not exist")]
    public async Task A_missing_command_is_explained_with_the_install_hint(string command, string what)
    {
        ClusterCatalog catalog = files.LoadOne(
            """{server: "https://host"}""",
            $$$"""{exec: {apiVersion: {{{V1}}}, command: {{{command}}}, interactiveMode: Never, installHint: "Get it\e[31m from\n example.org"}}""");
        CredentialException refusal = await RefusalAsync(catalog);

        Assert.StartsWith($"{files.PathOf("config")}, line 8: user \"u\": the credential plugin \"", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Get it from  example.org", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_in_the_current_directory_is_not_found_by_its_bare_name()
    {
        // Process.Start alone would find it beside the program or in the current directory.
        string name = typeof(ExecCredentialTests).Assembly.GetName().Name!;
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, name)));
        ClusterCatalog catalog = files.LoadOne("""{server: "https://host"}""", $$$"""{exec: {apiVersion: {{{V1}}}, command: {{{name}}}, interactiveMode: Never}}""");

        Assert.Contains("is not found in PATH", (await RefusalAsync(catalog)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_explained()
    {
        string path = files.Write("plugin", "hello");
        ClusterCatalog catalog = files.LoadOne("""{server: "https://host"}""", $$$"""{exec: {apiVersion: {{{V1}}}, command: ./plugin, interactiveMode: Never}}""");
        Assert.Contains("is not executable. Make it so with \"chmod +x\"", (await RefusalAsync(catalog)).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("could not be started", (await RefusalAsync(catalog)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "printed nothing")]
    [InlineData("echo hello", "printed no JSON")]
    [InlineData("echo '[]'", "no object of kind ExecCredential")]
    [InlineData("echo '{\"kind\":\"Pod\"}'", "no object of kind ExecCredential")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"status\":{\"token\":\"a\"}}'", "answered in apiVersion \"client.authentication.k8s.io/v1beta1\"")]
    [InlineData("echo '{\"kind\":\"ExecCredential\"}'", "without status")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{}}'", "neither a token nor a certificate")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"\"}}'", "neither a token nor a certificate")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"token\":7}}'", "token that is no text")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"a\\u000ab\"}}'", "line break")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"clientKeyData\":\"a\"}}'", "only one of clientCertificateData and clientKeyData")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"clientKeyData\":\"a\",\"clientCertificateData\":\"b\"}}'", "no valid PEM")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"a\",\"expirationTimestamp\":\"soon\"}}'", "RFC 3339")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"a\",\"expirationTimestamp\":\"2026-01-05T12:00:00\"}}'", "RFC 3339")]
    [InlineData("echo oops >&2; exit 7", "ended with exit code 7 and said: oops")]
    [InlineData("exit 1", "ended with exit code 1 and said nothing")]
    [InlineData("yes", "printed more than 1024 KiB")]
    public async Task An_answer_that_is_none_is_explained(string script, string what)
    {
        ClusterCatalog catalog = Load(files.Write("plugin", script));
        CredentialException refusal = await RefusalAsync(catalog);

        Assert.StartsWith($"{files.PathOf("config")}, line 8: user \"u\": ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_end_of_a_long_error_output_is_shown_on_one_line()
    {
        ClusterCatalog catalog = Load(files.Write("plugin", "yes noise | head -c 300000 >&2\nprintf '\\033[31mthe\\nend\\033[0m' >&2\nexit 1"));
        string message = (await RefusalAsync(catalog)).Message;

        Assert.Contains("the end. Run it by hand", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(message.Length, 1000, PluginProcess.MaxErrorTail + 500);
    }

    [Fact]
    public async Task A_helper_left_running_does_not_hold_up_a_success()
    {
        ClusterCatalog catalog = Load(files.Write("plugin", $"sleep 1000 > /dev/null &\necho $! > '{files.PathOf("child")}'\n{Echo("""{"token":"abc"}""")}"));
        Credential credential = await catalog.Clusters[0].Credentials.GetAsync(null, Token);
        Assert.Equal("Bearer abc", credential.Authorization?.ToString());

        using System.Diagnostics.Process child = System.Diagnostics.Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(files.PathOf("child"), Token), System.Globalization.CultureInfo.InvariantCulture));
        child.Kill();
    }

    [Theory]
    [InlineData("aws", "aws", true)]
    [InlineData("aws", "gcloud", false)]
    [InlineData("aws", "./aws", false)]
    [InlineData("aws", "bin/aws", false)]
    [InlineData("bin/aws", "bin/aws", true)]
    [InlineData("FOLDER/bin/aws", "bin/aws", true)]
    [InlineData("FOLDER/bin/aws", "aws", false)]
    [InlineData("", "aws", false)]
    public void Only_allowed_commands_are_run(string allowed, string command, bool accepted)
    {
        files.Plugins = new ExecPluginOptions { AllowedCommands = allowed.Length == 0 ? [] : [allowed.Replace("FOLDER", files.Folder, StringComparison.Ordinal)] };
        ClusterCatalog catalog = files.LoadOne("""{server: "https://host"}""", $$$"""{exec: {apiVersion: {{{V1}}}, command: {{{command}}}, interactiveMode: Never}}""");

        Assert.Equal(accepted, catalog.Clusters.Length == 1);
        Assert.Equal(accepted, catalog.Problems.Length == 0);
        Assert.All(catalog.Problems, problem => Assert.Contains("not among those that may run here", problem.What, StringComparison.Ordinal));
    }

    [Fact]
    public void Switched_off_no_plugin_is_accepted()
    {
        files.Plugins = new ExecPluginOptions { Enabled = false };
        ClusterCatalog catalog = Load("plugin");

        Assert.Equal(["x"], catalog.BrokenContexts);
        Assert.Contains("switched off", Assert.Single(catalog.Problems).What, StringComparison.Ordinal);
    }

    private static string Answer(string status, string apiVersion) => $$"""{"kind":"ExecCredential","apiVersion":"{{apiVersion}}","status":{{status}}}""";

    private static string Echo(string status, string apiVersion = V1) => $"cat <<'END'\n{Answer(status, apiVersion)}\nEND\n";

    private static bool IsGone(string pid) =>
        !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Split(' ')[2] == "Z";

    private static async Task<CredentialException> RefusalAsync(ClusterCatalog catalog) =>
        await Assert.ThrowsAsync<CredentialException>(async () => await Assert.Single(catalog.Clusters).Credentials.GetAsync(null, Token));

    private static string Kubeconfig(string user) => $$$"""
        clusters: [{name: c, cluster: {server: "https://host"}}]
        users: [{name: u, user: {{{user}}}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        """;

    private ICredentialSource Plugin(string script, string apiVersion = V1, string more = "") =>
        Assert.Single(Load(script, apiVersion, more).Clusters).Credentials;

    private ClusterCatalog Load(
        string script, string apiVersion = V1, string more = "", string cluster = """{server: "https://host"}""", string exec = "", string arguments = "") =>
        files.LoadOne(cluster, $$"""{exec: {apiVersion: {{apiVersion}}, command: sh, args: ["{{script}}"{{arguments}}], interactiveMode: IfAvailable{{exec}}}{{more}}}""");

    private string Prints(string status, string apiVersion = V1) => Counting(Echo(status, apiVersion));

    /// <summary>A script that counts its runs in <c>$n</c>.</summary>
    private string Counting(string rest) =>
        files.Write("plugin", $"echo >> '{files.PathOf("runs")}'\nn=$(wc -l < '{files.PathOf("runs")}')\n{rest}\n");

    /// <summary>A plugin that counts its runs and answers once something is written to the pipe returned.</summary>
    private async Task<string> WaitingPluginAsync(string status, string before = "")
    {
        string fifo = files.PathOf("plugin.fifo");
        using System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", [fifo]);
        await make.WaitForExitAsync(Token);
        Counting($"{before}\nread line < '{fifo}'\n{Echo(status)}");
        return fifo;
    }
}
